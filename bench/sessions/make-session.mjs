/** Sessions as sign-ins make them: two for each user, each with tokens of its own. */
import { createHash, randomBytes } from 'node:crypto';
import { hashSecret, newSessionId, refOf } from '../../server/dist/session/session-id.js';

/** Characters of an access token and of an ID token, as real providers have them. */
const TOKEN_LENGTH = 1000;
const SESSIONS_A_USER = 2;
export const ISSUER = 'https://id.example.com';

/** `security.session.idle_timeout`, `absolute_timeout` and `rotation_grace` of these sessions, in milliseconds. */
export const IDLE = 30 * 60_000;
const ABSOLUTE = 8 * 60 * 60_000;
const GRACE = 30_000;

/** The user of the session with a number. */
export function userOf(number) {
  return { iss: ISSUER, sub: `user-${Math.floor(number / SESSIONS_A_USER)}` };
}

/** What a store is given to create the session with a number, begun at `now`. */
export function makeSession(number, now) {
  const user = userOf(number);
  const id = newSessionId(user);
  const record = {
    ref: refOf(id),
    handle: token(32),
    provider: 'main',
    providerSession: `provider-session-${number}`,
    user: {
      id: createHash('md5').update(user.sub).digest('hex'),
      ...user,
      name: `User Number ${number}`,
      email: `${user.sub}@example.com`,
      email_verified: true,
      preferred_username: user.sub,
    },
    origin: {
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
      address: '192.0.2.17',
    },
    tokens: {
      accessToken: token(TOKEN_LENGTH * 0.75),
      accessTokenExpiresAt: now + ABSOLUTE,
      refreshToken: token(48),
      idToken: idToken(user, now),
    },
    tokensVersion: 0,
    csrfEpoch: 0,
    createdAt: now,
    rotatedAt: now,
    lastSeenAt: now,
    idleExpiresAt: now + IDLE,
    absoluteExpiresAt: now + ABSOLUTE,
  };
  return { id, record, secretHash: hashSecret(id) };
}

/** The terms of a creation. */
export function termsAt(now) {
  return { limit: 3, onLimit: 'evict_oldest', authenticatedAt: now, now };
}

/** A use of a session by who has its id. */
export function useOf({ secretHash }, now, rotate) {
  return {
    secretHash,
    successors: [token(32)],
    now,
    idleTimeout: IDLE,
    rotationInterval: 0,
    rotationGrace: GRACE,
    rotate,
  };
}

/** With claims, since there are peers that read them; the signature is made up. */
function idToken(user, now) {
  const claims = { ...user, name: 'User', aud: 'lockstep', iat: now / 1000, nonce: token(32) };
  const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'a-key-of-the-provider' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return [parts, token(TOKEN_LENGTH).slice(0, TOKEN_LENGTH - parts.length)].join('.');
}

function token(bytes) {
  return randomBytes(bytes).toString('base64url');
}
