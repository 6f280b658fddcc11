import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDevice } from '../../../server/src/bff/sessions/device.ts';
import { networkOf } from '../../../server/src/bff/sessions/network.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const BROWSER = 'Edge|Opera|Samsung Internet|Vivaldi|Firefox|Chrome|Safari|curl';
const SYSTEM = 'iPadOS|iOS|Android|ChromeOS|Windows|macOS|Linux';
const WORDS = new RegExp(
  `^(?:Unknown device|(?:${BROWSER})|(?:Unknown browser|${BROWSER}) on (?:${SYSTEM}))$`,
  'u',
);

describe('the words for a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
      'Firefox on Windows',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
      'Edge on Windows',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36`,
      'Chrome on Linux',
    ],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
      'Chrome on ChromeOS',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`,
      'Chrome on Android',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPadOS',
    ],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 OPR/126.0.0.0`,
      'Opera on Linux',
    ],
    ['curl/8.14.1', 'curl'],
    ['Something/1.0 (Windows NT 10.0)', 'Unknown browser on Windows'],
    ['', 'Unknown device'],
    ['<script>alert(1)</script>', 'Unknown device'],
  ])('of %j', (userAgent, words) => {
    expect(describeDevice(userAgent)).toBe(words);
  });

  it('are our own, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 256 }), (noise) => {
        expect(describeDevice(noise)).toMatch(WORDS);
        expect(describeDevice(`${noise} Firefox/1`)).toMatch(WORDS);
      }),
    );
  });
});

describe('the network of an address', () => {
  const prefixes = { v4: 24, v6: 56 };

  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:22ff::7', '2001:db8:1:2200::/56'],
    ['::1', '::/56'],
    ['unix', undefined],
    ['', undefined],
  ])('%s', (address, network) => {
    expect(networkOf(address, prefixes)).toBe(network);
  });

  it('is as long as the settings say', () => {
    expect(networkOf('203.0.113.77', { v4: 32, v6: 128 })).toBe('203.0.113.77/32');
    expect(networkOf('203.0.113.77', { v4: 0, v6: 0 })).toBe('0.0.0.0/0');
    expect(networkOf('fe80::1%eth0', { v4: 32, v6: 128 })).toBe('fe80::1/128');
  });
});
