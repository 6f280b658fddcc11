/** The server with one user who is signed in. */
import { formatSessionId } from '../../server/dist/session/session-id.js';
import { makeSession, termsAt } from '../sessions/make-session.mjs';
import { openServer } from '../sessions/open-server.mjs';
import { options } from './options.mjs';
import { report } from './report.mjs';

const now = Date.now();
const { url, cookie, store } = await openServer(options);
const { id, record, secretHash } = makeSession(0, now);
const origin = { userAgent: '', address: '127.0.0.1' };
await store.create({ record: { ...record, origin }, secretHash }, termsAt(now));
report({
  url: `${url}/auth/web/me`,
  headers: { cookie: `${cookie}=${formatSessionId(id)}` },
  expected: '"authenticated":true',
});
