import { formatProblem } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { app, problemsOf } from './loading.ts';

const REDIS = '[redis]\nurl = rediss://redis.internal\n';
const PORTAL = 'public_url = https://portal.example';

/** What is wrong with hosts and proxies, as `severity code line`. */
function findings(environment: string, ...lines: readonly string[]): readonly string[] {
  return problemsOf(app(environment, ...lines) + REDIS).map(
    ({ severity, code, span }) => `${severity} ${code} ${span?.start.line}`,
  );
}

describe('allowed hosts', () => {
  it.each([
    ['portal.example'],
    ['PORTAL.example'],
    ['portal.example:443'],
    ['internal.example', 'portal.example'],
  ])('have the public one: %s %s', (...hosts) => {
    const lines = hosts.map((host) => `allowed_hosts[] = ${host}`);
    expect(findings('test', PORTAL, ...lines)).toEqual([]);
  });

  it.each(['internal.example', 'portal.example:8443', 'www.portal.example'])(
    'that lack the public one are told of: %s',
    (host) => {
      expect(findings('test', PORTAL, `allowed_hosts[] = ${host}`)).toEqual([
        'warning public-host-refused 4',
      ]);
    },
  );

  it('are those of the public URL where they are left out', () => {
    expect(findings('test', PORTAL)).toEqual([]);
  });
});

describe('trusted proxies', () => {
  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/0'])('are not everybody in production: %s', (range) => {
    const lines = [PORTAL, 'trusted_proxies[] = 10.0.0.0/8', `trusted_proxies[] = ${range}`];
    expect(findings('production', ...lines)).toEqual(['error everybody-trusted 5']);
    expect(findings('test', ...lines)).toEqual([]);
  });

  it.each(['10.0.0.0/8', '127.0.0.1/32', '2001:db8::/32', '10.0.0.0/10'])(
    'are a network: %s',
    (range) => {
      expect(findings('production', PORTAL, `trusted_proxies[] = ${range}`)).toEqual([]);
    },
  );

  it('are told of with the place and with what to write', () => {
    const text = `${app('production', PORTAL, 'trusted_proxies[] = 0.0.0.0/0')}${REDIS}`;
    const message = problemsOf(text).map(formatProblem).join('\n');
    expect(message).toMatch(/^app\.ini:4:\d+: error: Everybody is a trusted proxy/u);
    expect(message).toContain('10.0.0.0/8');
  });
});
