import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../../server/src/settings/index.ts';
import type { LoadedSettings } from '../../../server/src/settings/index.ts';
import { ROOT } from '../../support/checkout.ts';
import { Browser, signIn, signOut } from '../bff/support/browser.ts';
import { startWithEmbedded } from '../bff/support/server.ts';
import { makeCertificates } from '../redis/certificates.ts';
import { RedisServer } from '../redis/redis-server.ts';
import type { Directive } from '../redis/redis-server.ts';

const FOLDER = path.join(ROOT, 'examples/production');
const secret = (): string => randomBytes(32).toString('base64url');
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');

/** The directives of the file, but for what belongs to the machine that it is for. */
function directives(): readonly Directive[] {
  const lines = read('redis.conf').split('\n');
  const all = lines.filter((line) => /^[a-z]/u.test(line)).map((line) => line.split(' '));
  return all.filter(([name = '']) => !/^(?:port|tls-|aclfile)/u.test(name));
}

describe('examples/production/app.ini', () => {
  const file = path.join(FOLDER, 'app.ini');
  const secrets: Readonly<Record<string, string>> = {
    SECRET_KEY: secret(),
    OIDC_MAIN_CLIENT_SECRET: secret(),
    REDIS_PASSWORD: secret(),
    DATABASE_PASSWORD: secret(),
  };
  const load = (env: Readonly<Record<string, string>>): LoadedSettings =>
    loadSettings({ sources: [{ file, text: read('app.ini') }], env });

  it('is what production accepts', () => {
    expect(() => load(secrets)).not.toThrow();
  });

  it.each(Object.keys(secrets))('is refused without %s', (name) => {
    const { [name]: _missing, ...others } = secrets;
    expect(() => load(others)).toThrow(name);
  });

  it('shuts down before systemd loses patience', () => {
    const [, patience] = /^TimeoutStopSec=(\d+)$/mu.exec(read('lockstep.service')) ?? [];
    expect(Number(patience)).toBeGreaterThan(load(secrets).settings.app.shutdown_grace);
  });
});

describe('examples/production/redis.conf and users.acl', () => {
  const PLACEHOLDER = 'REPLACE_WITH_SHA256_OF_THE_PASSWORD';

  it('let the server in, and let it do nothing else', async () => {
    const { authority, directives: tls } = makeCertificates();
    const password = secret();
    const hash = createHash('sha256').update(password).digest('hex');
    const acl = path.join(path.dirname(authority), 'users.acl');
    writeFileSync(acl, read('users.acl').replace(PLACEHOLDER, hash));
    const redis = await RedisServer.start(...directives(), ...tls, ['aclfile', acl]);
    onTestFinished(() => redis.stop());
    const { origin, log } = await startWithEmbedded({
      'redis.url': `rediss://lockstep:${password}@localhost:${redis.port}`,
      'redis.tls_ca_file': authority,
      'redis.command_timeout': 5000,
      'redis.connect_timeout': 5000,
    });

    const [first, second] = [new Browser(), new Browser()];
    await signIn(first, origin, 'alice');
    await signIn(second, origin, 'alice');
    const listed = await first.request(`${origin}/auth/web/sessions`);
    expect(JSON.parse(listed.text)).toMatchObject({ sessions: [{}, {}] });
    const { csrf_token: token } = await first.me(origin);
    const headers = { origin, 'x-csrf-token': token ?? '' };
    const renewed = await first.request(`${origin}/auth/web/refresh`, { method: 'POST', headers });
    expect(renewed.status).toBe(200);
    expect((await signOut(second, origin)).status).toBe(200);
    expect((await first.request(`${origin}/health/ready`)).text).toBe('{"status":"ok"}');
    expect(log()).not.toContain('NOPERM');

    const account = new Redis(redis.port, 'localhost', {
      username: 'lockstep',
      password,
      tls: { ca: readFileSync(authority) },
    });
    onTestFinished(() => account.disconnect());
    for (const command of [
      ['KEYS', '*'],
      ['CONFIG', 'GET', 'requirepass'],
      ['FLUSHALL'],
      ['GET', 'another:key'],
      ['FUNCTION', 'LIST'],
      ['ACL', 'LIST'],
    ] as const) {
      const [name, ...args] = command;
      await expect(account.call(name, ...args), name).rejects.toThrow('NOPERM');
    }
  });
});
