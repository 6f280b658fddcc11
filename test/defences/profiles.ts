import { conformance } from './defence.ts';
import type { Defence } from './defence.ts';
import { BELIEVED } from './token-responses.ts';

/** What becomes of UserInfo and of the claims of an ID token. */
export const PROFILES: readonly Defence[] = [
  {
    name: 'UserInfo is judged by the library',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'client.fetchUserInfo(configuration, accessToken, subject)',
    put: '(await fetch(endpoint, { headers: { authorization: `Bearer ${accessToken}` } })).json()',
    witnesses: [conformance('userinfo', 'a sub in a list'), conformance('userinfo', 'no sub')],
  },
  {
    name: 'UserInfo gets the access token in a header, never in an address',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'client.fetchUserInfo(configuration, accessToken, subject)',
    put: '(await fetch(`${endpoint}?access_token=${accessToken}`)).json()',
    witnesses: [conformance('basic', 'oidcc-client-test-userinfo-bearer-header')],
  },
  {
    name: 'UserInfo need not be there',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'endpoint === undefined || ',
    witnesses: [conformance('userinfo', 'no UserInfo endpoint')],
  },
  {
    name: 'UserInfo is not asked with a token for another API',
    file: 'server/src/oidc/authorization-response.ts',
    remove: ' || provider.resource.length > 0',
    witnesses: [conformance('userinfo', 'is not asked with an access token that is for another')],
  },
  {
    name: 'UserInfo tells what the ID token does not',
    file: 'server/src/oidc/user-claims.ts',
    remove: 'find(userInfo, name) ?? ',
    witnesses: [conformance('basic', 'oidcc-client-test-scope-userinfo-claims')],
  },
  {
    name: 'claims are texts',
    file: 'server/src/oidc/user-claims.ts',
    remove:
      "if (typeof value !== 'string' || value === '' || value.length > maxLength) return false;",
    witnesses: [conformance('userinfo', 'claims of a wrong type are left out')],
  },
  {
    name: 'email_verified is true or false',
    file: 'server/src/oidc/user-claims.ts',
    remove: "typeof verified === 'boolean' ? verified : undefined",
    put: 'verified',
    witnesses: [conformance('userinfo', 'claims of a wrong type are left out')],
  },
  {
    name: 'nobody is signed in without a subject: the library, the check of the ID token and the profile see to it',
    ...BELIEVED,
    also: [
      {
        file: 'server/src/oidc/id-token.ts',
        remove:
          "if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT) return 'sub is no name';",
      },
      {
        file: 'server/src/oidc/authorization-response.ts',
        remove: 'client.fetchUserInfo(configuration, accessToken, subject)',
        put: 'client.fetchUserInfo(configuration, accessToken, client.skipSubjectCheck)',
      },
      {
        file: 'server/src/oidc/user-claims.ts',
        remove: "if (!isText(sub, MAX_SUBJECT)) throw untrustworthy('the subject is not one');",
      },
    ],
    witnesses: [conformance('basic', 'oidcc-client-test-missing-sub')],
  },
];
