/**
 * The server with one user who is signed in. The provider is not part of it, as in production: the embedded one turns on
 * asynchronous context tracking for the whole process. It logs from `warn` on, since hello logs nothing.
 */
import { randomBytes } from 'node:crypto';
import { startServer } from '@lockstep/server';
import { SessionService } from '../../server/dist/session/session.service.js';
import { report } from './report.mjs';

const settings = {
  app: { environment: 'test', port: 0 },
  security: { secret_keys: ['${SECRET_KEY}'] },
  docs: { enabled: false },
  logging: { level: 'warn' },
};
const user = {
  iss: 'http://127.0.0.1:8001',
  sub: 'alice',
  name: 'Alice Example',
  email: 'alice@example.com',
  email_verified: true,
  preferred_username: 'alice',
};

const running = await startServer({
  sources: [{ file: 'bench.yaml', text: JSON.stringify(settings) }],
  env: { SECRET_KEY: randomBytes(32).toString('base64url') },
});
const signIn = { provider: 'dev', user, tokens: { accessToken: 'access', idToken: 'id' } };
const { id } = await running.app.get(SessionService).begin(signIn, []);
report({
  url: `${running.url}/auth/web/me`,
  headers: { cookie: `${running.settings.security.cookie.name}=${id}` },
  expected: '"authenticated":true',
});
