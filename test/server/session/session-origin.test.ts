import { describe, expect, it } from 'vitest';
import { differences } from '../../../server/src/session/session-origin.ts';
import type { SessionOrigin } from '../../../server/src/session/session-record.ts';
import { Browser } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0';
const SAFARI = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15';

const at = (address: string): SessionOrigin => ({ userAgent: '', address });

function isSame(one: string, other: string, v4 = 24, v6 = 56): boolean {
  const sizes = { binding_ip_prefix_v4: v4, binding_ip_prefix_v6: v6 };
  return differences(at(one), at(other), sizes).length === 0;
}

describe('two origins', () => {
  it.each([
    ['192.0.2.0', '192.0.2.255', 24, true],
    ['192.0.2.255', '192.0.3.0', 24, false],
    ['192.0.2.255', '192.0.3.0', 23, true],
    ['192.0.2.1', '192.0.2.2', 32, false],
    ['192.0.2.1', '192.0.2.1', 32, true],
    ['192.0.2.1', '203.0.113.9', 0, true],
    ['192.0.2.127', '192.0.2.128', 25, false],
  ])('IPv4: %s and %s are one network of %i bits: %s', (one, other, bits, expected) => {
    expect(isSame(one, other, bits)).toBe(expected);
    expect(isSame(`::ffff:${one}`, other, bits), 'in IPv6 form').toBe(expected);
  });

  it.each([
    ['2001:db8:0:ff::1', '2001:db8:0:1::1', 56, true],
    ['2001:db8:0:ff::1', '2001:db8:0:100::1', 56, false],
    ['2001:db8::1', '2001:db8::2', 128, false],
    ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', 128, true],
    ['2001:db8::1', 'fe80::1', 0, true],
  ])('IPv6: %s and %s are one network of %i bits: %s', (one, other, bits, expected) => {
    expect(isSame(one, other, 24, bits)).toBe(expected);
  });

  it('of IPv4 and IPv6 are never one, nor are texts that are no addresses', () => {
    expect(isSame('192.0.2.1', '2001:db8::1', 0, 0)).toBe(false);
    expect(isSame('unknown', '192.0.2.1', 0, 0)).toBe(false);
    expect(isSame('unknown', 'unknown')).toBe(true);
  });
});

interface Visit {
  readonly userAgent?: string;
  readonly from?: string;
}

function headersOf({ userAgent = FIREFOX, from }: Visit): Readonly<Record<string, string>> {
  return { 'user-agent': userAgent, ...(from !== undefined && { 'x-forwarded-for': from }) };
}

/** Signs somebody in, and looks from elsewhere whether the session is still one. */
async function moved(
  settings: Readonly<Record<string, unknown>>,
  begun: Visit,
  now: Visit,
): Promise<{ readonly isAlive: boolean; readonly server: TestServer }> {
  const server = await startWithMisbehaving({
    'security.session.binding_ip': 'off',
    'security.session.binding_user_agent': 'off',
    ...settings,
  });
  const browser = new Browser();
  const login = await browser.request(`${server.origin}/auth/web/login`);
  const callback = server.provider.authorize(login.location ?? '');
  expect((await browser.request(callback, { headers: headersOf(begun) })).status).toBe(303);
  const me = `${server.origin}/auth/web/me`;
  const page = await browser.request(me, { headers: headersOf(now) });
  const isAlive = page.text.includes('"authenticated":true');
  const again = await browser.request(me, { headers: headersOf(begun) });
  expect(again.text.includes('"authenticated":true'), 'from where it began').toBe(isAlive);
  return { isAlive, server };
}

const isReported = ({ log }: TestServer): boolean => log().includes('"session_hijack_suspected"');

describe('a session from elsewhere', () => {
  const TRUSTED = { 'app.trusted_proxies': ['127.0.0.0/8'] };

  it.each([
    ['binding_user_agent', { userAgent: SAFARI }, 'user_agent'],
    ['binding_ip', { from: '198.51.100.1' }, 'ip'],
  ] as const)('%s: is let be, reported, or ended and reported', async (key, elsewhere, signal) => {
    const begun = { userAgent: FIREFOX, from: '192.0.2.1' };
    const now = { ...begun, ...elsewhere };
    for (const [action, isAlive, isTold] of [
      ['off', true, false],
      ['warn', true, true],
      ['revoke', false, true],
    ] as const) {
      const settings = { ...TRUSTED, [`security.session.${key}`]: action };
      const visit = await moved(settings, begun, now);
      expect([visit.isAlive, isReported(visit.server)], action).toEqual([isAlive, isTold]);
      expect(visit.server.log().includes(`"signals":["${signal}"]`)).toBe(isTold);
    }
  });

  it.each([
    ['no address in a header counts without trusted proxies', {}, '192.0.2.1', '198.51.100.1'],
    ['the address that the proxy saw counts', TRUSTED, '192.0.2.1', '198.51.100.1, 192.0.2.7'],
    ['IPv4 in IPv6 form is IPv4', TRUSTED, '192.0.2.1', '::ffff:192.0.2.9'],
    ['a newer version of the browser is the same one', TRUSTED, '192.0.2.1', '192.0.2.1'],
  ])('goes on: %s', async (_which, settings, begun, now) => {
    const revoking = {
      ...settings,
      'security.session.binding_ip': 'revoke',
      'security.session.binding_user_agent': 'revoke',
    };
    const newer = FIREFOX.replaceAll('141.0', '142.1');
    const visit = await moved(revoking, { from: begun }, { from: now, userAgent: newer });
    expect([visit.isAlive, isReported(visit.server)]).toEqual([true, false]);
  });

  it("ends when somebody claims the address of its owner, behind the proxy's own word", async () => {
    const settings = { ...TRUSTED, 'security.session.binding_ip': 'revoke' };
    const thief = { from: '192.0.2.1, 203.0.113.66' };
    expect((await moved(settings, { from: '192.0.2.1' }, thief)).isAlive).toBe(false);
  });
});
