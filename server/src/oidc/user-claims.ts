import type { IDToken, UserInfoResponse } from 'openid-client';
import type { Settings } from '../settings/index.ts';
import type { Person } from '../users/user.ts';
import { untrustworthy } from './provider-errors.ts';

const MAX_LENGTH = 256;
/** Longer subjects are none (OpenID Connect Core 2). */
const MAX_SUBJECT = 255;
const MAX_ITEMS = 100;
/** Control characters, and halves of surrogate pairs without the other half. */
const UNKEEPABLE = /[\p{Cc}\p{Cs}]/u;

/** The names of claims: `users.claims`. */
export type ClaimNames = Settings['users']['claims'];

type Claims = Readonly<Record<string, unknown>>;

/**
 * What the server keeps of the claims about a person (OpenID Connect Core 5.1). UserInfo is the fresher source; claims
 * of an unexpected type or size are left out.
 *
 * @throws ProblemError `provider-response-invalid` when the subject is none that can be told from others
 */
export function toPerson(
  idToken: IDToken,
  userInfo: UserInfoResponse | undefined,
  names: ClaimNames,
): Person {
  const { iss, sub } = idToken;
  if (!isText(sub, MAX_SUBJECT)) throw untrustworthy('the subject is not one');
  const claim = (name: string): unknown => find(userInfo, name) ?? find(idToken, name);
  const verified = claim(names.email_verified);
  return {
    iss,
    sub,
    name: text(claim(names.name)),
    email: text(claim(names.email)),
    email_verified: typeof verified === 'boolean' ? verified : undefined,
    preferred_username: text(claim(names.preferred_username)),
    roles: list(claim(names.roles)),
    groups: list(claim(names.groups)),
  };
}

/** A claim of the whole name, else one that the parts of the name lead to. */
function find(claims: unknown, name: string): unknown {
  const whole = own(claims, name);
  return whole ?? name.split('.').reduce<unknown>(own, claims);
}

function own(claims: unknown, name: string): unknown {
  return isClaims(claims) && Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return isText(value, MAX_LENGTH) ? value : undefined;
}

/** The texts of a list, each once; those beyond the limit are left out, and with them whatever they would allow. */
function list(value: unknown): readonly string[] | undefined {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = new Set(items.filter((item) => isText(item, MAX_LENGTH)));
  return Array.isArray(value) || texts.size > 0 ? [...texts].slice(0, MAX_ITEMS) : undefined;
}

/**
 * Whether a value is a text that every database keeps as it is: some cut it at a NUL, and half a surrogate pair becomes
 * U+FFFD, so that two subjects would become one.
 */
function isText(value: unknown, maxLength: number): value is string {
  if (typeof value !== 'string' || value === '' || value.length > maxLength) return false;
  return !UNKEEPABLE.test(value);
}
