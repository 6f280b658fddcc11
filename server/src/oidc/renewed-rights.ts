import { isDeepStrictEqual } from 'node:util';
import { decodeJwt } from 'jose';
import type { SessionRecord, UserRights } from '../session/session-record.ts';
import { toPerson } from './user-claims.ts';
import type { ClaimNames } from './user-claims.ts';

/**
 * What a person may do from now on, by a renewed ID token. A claim that it does not have is no word about rights: the
 * provider may tell them by UserInfo alone.
 *
 * @param idToken one that was checked
 * @returns `undefined` when nothing changed
 */
export function renewedRights(
  { user }: SessionRecord,
  idToken: string,
  names: ClaimNames,
): UserRights | undefined {
  const { iss, sub } = user;
  const { roles = user.roles, groups = user.groups } = toPerson(
    { ...decodeJwt(idToken), iss, sub, aud: '', exp: 0, iat: 0 },
    undefined,
    names,
  );
  const isSame = isDeepStrictEqual([roles, groups], [user.roles, user.groups]);
  return isSame ? undefined : { roles, groups };
}
