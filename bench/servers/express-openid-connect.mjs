/** Express with express-openid-connect and its sessions in Redis, and one user who is signed in. */
import { RedisStore } from 'connect-redis';
import express from 'express';
import openid from 'express-openid-connect';
import { createClient } from 'redis';
import { ISSUER, makeSession } from '../sessions/make-session.mjs';
import { options } from './options.mjs';
import { report } from './report.mjs';

const HALF_AN_HOUR = 30 * 60;
const ID = 'a-session-id-of-forty-three-characters-long';

const client = createClient({ url: options.redis });
await client.connect();
const store = new RedisStore({ client, prefix: 'express-openid-connect:' });
const app = express();
app.use(
  openid.auth({
    issuerBaseURL: ISSUER,
    baseURL: 'http://127.0.0.1',
    clientID: 'lockstep',
    secret: 'a secret that signs the cookie, of some length',
    authRequired: false,
    session: { store },
  }),
);
app.get('/me', ({ oidc }, response) => {
  response.json({ authenticated: oidc.isAuthenticated(), user: oidc.user });
});

const now = Math.floor(Date.now() / 1000);
const { accessToken, refreshToken, idToken } = makeSession(0, Date.now()).record.tokens;
await store.set(ID, {
  header: { iat: now, uat: now, exp: now + HALF_AN_HOUR },
  data: { access_token: accessToken, refresh_token: refreshToken, id_token: idToken },
  cookie: { expires: (now + HALF_AN_HOUR) * 1000, maxAge: HALF_AN_HOUR * 1000 },
});
const server = app.listen(0, '127.0.0.1', () => {
  report({
    url: `http://127.0.0.1:${server.address().port}/me`,
    headers: { cookie: `appSession=${ID}` },
    expected: '"authenticated":true',
  });
});
// As long as Fastify: the benchmark keeps its connections while other servers have their turns.
server.keepAliveTimeout = 72_000;
