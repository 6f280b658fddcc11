import { ConfigError } from '@lockstep/config';
import { PROBLEM_MEDIA_TYPE } from '../../../server/src/kernel/problem-details.ts';
import type { Me, Page } from '../bff/support/browser.ts';
import type { Answer } from '../http/support.ts';

interface Outcome {
  readonly status: number;
  /** The target of a redirect, as it was sent. */
  readonly location?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly text: string;
}

/** An answer in a few words: its status, with the target of a redirect or the type of a problem. */
export function outcomeOf({ status, headers, text }: Answer): string {
  return describe({ status, location: headers.location, mediaType: headers['content-type'], text });
}

/** The same for what a browser got. */
export function outcomeOfPage({ status, headers, text }: Page): string {
  const [location, mediaType] = [headers.get('location'), headers.get('content-type')];
  return describe({
    status,
    location: location ?? undefined,
    mediaType: mediaType ?? undefined,
    text,
  });
}

function describe({ status, location, mediaType, text }: Outcome): string {
  if (location !== undefined) return `${status} to ${location}`;
  if (mediaType !== PROBLEM_MEDIA_TYPE) return String(status);
  const { type }: { readonly type: string } = JSON.parse(text);
  return `${status} ${type.replace('/problems/', '')}`;
}

/** What `/auth/web/me` says, in a few words. */
export function who({ authenticated, user }: Me): string {
  return authenticated ? `signed in as ${String(user?.['sub'])}` : 'not signed in';
}

/** A response header as it was sent; `no NAME` without it. */
export function headerOf({ headers }: Answer, name: string): string {
  const value = headers[name.toLowerCase()];
  return value === undefined ? `no ${name}` : `${name}: ${String(value)}`;
}

/** Why a server did not start: the codes of its configuration's problems, or the name of the error. */
export function refusal(reason: unknown): string {
  if (reason instanceof ConfigError) {
    return `refuses to start: ${reason.problems.map(({ code }) => code).join(', ')}`;
  }
  return `refuses to start: ${reason instanceof Error ? reason.name : 'unknown'}`;
}
