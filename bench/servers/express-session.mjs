/** Express with express-session and connect-redis, as their documentation sets them up, and one user who is signed in. */
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import { makeSession } from '../sessions/make-session.mjs';
import { options } from './options.mjs';
import { report } from './report.mjs';

const HALF_AN_HOUR = 30 * 60 * 1000;

const { user, tokens } = makeSession(0, Date.now()).record;
const client = createClient({ url: options.redis });
await client.connect();
const app = express();
app.use(
  session({
    store: new RedisStore({ client, prefix: 'express-session:' }),
    secret: 'a secret that signs the cookie, of some length',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', maxAge: HALF_AN_HOUR },
  }),
);
app.get('/sign-in', (request, response, next) => {
  Object.assign(request.session, { user, tokens, csrf: 'x'.repeat(43) });
  request.session.save((error) => (error ? next(error) : response.end()));
});
app.get('/me', ({ session: { user: person, csrf } }, response) => {
  response.json({ authenticated: person !== undefined, user: person, csrf_token: csrf });
});

const server = app.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const answer = await fetch(`${url}/sign-in`);
  const [cookie] = answer.headers.getSetCookie();
  report({
    url: `${url}/me`,
    headers: { cookie: cookie.split(';')[0] },
    expected: '"authenticated":true',
  });
});
// As long as Fastify: the benchmark keeps its connections while other servers have their turns.
server.keepAliveTimeout = 72_000;
