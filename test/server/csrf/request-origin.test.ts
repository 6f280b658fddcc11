import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFromOwnOrigin } from '../../../server/src/csrf/request-origin.ts';
import type { OriginHeaders } from '../../../server/src/csrf/request-origin.ts';

const OWN = 'https://app.example.test:8443';

const cases: readonly (readonly [string, OriginHeaders, boolean])[] = [
  ['own Origin', { origin: OWN }, true],
  ['own Origin and same-origin', { origin: OWN, 'sec-fetch-site': 'same-origin' }, true],
  ['typed by the person', { origin: OWN, 'sec-fetch-site': 'none' }, true],
  ['same-origin alone', { 'sec-fetch-site': 'same-origin' }, true],
  ['own Referer', { referer: `${OWN}/page?x=1` }, true],
  ['nothing at all', {}, false],
  ['cross-site', { origin: OWN, 'sec-fetch-site': 'cross-site' }, false],
  ['a sibling of the same site', { origin: OWN, 'sec-fetch-site': 'same-site' }, false],
  ['an unknown Sec-Fetch-Site', { origin: OWN, 'sec-fetch-site': 'Same-Origin' }, false],
  [
    'a repeated Sec-Fetch-Site',
    { origin: OWN, 'sec-fetch-site': ['same-origin', 'cross-site'] },
    false,
  ],
  ['null Origin', { origin: 'null' }, false],
  ['empty Origin', { origin: '' }, false],
  ['another host', { origin: 'https://evil.example' }, false],
  ['another port', { origin: 'https://app.example.test' }, false],
  ['another scheme', { origin: 'http://app.example.test:8443' }, false],
  ['a subdomain', { origin: 'https://x.app.example.test:8443' }, false],
  ['userinfo in Origin', { origin: 'https://evil@app.example.test:8443' }, false],
  ['a path in Origin', { origin: `${OWN}/` }, false],
  ['an impossible port', { origin: 'https://app.example.test:99999' }, false],
  ['a port that is no number', { origin: 'https://app.example.test:abc' }, false],
  [
    'foreign Origin with own Referer',
    { origin: 'https://evil.example', referer: `${OWN}/` },
    false,
  ],
  ['foreign Referer', { referer: 'https://evil.example/x' }, false],
  ['own address in the path of a Referer', { referer: `https://evil.example/${OWN}` }, false],
  ['userinfo in Referer', { referer: 'https://evil@app.example.test:8443/' }, false],
  ['a Referer that is no URL', { referer: 'https://app.example.test:99999/' }, false],
];

describe('isFromOwnOrigin', () => {
  it.each(cases)('%s', (_name, headers, expected) => {
    expect(isFromOwnOrigin(headers, OWN)).toBe(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (origin, referer) => {
        expect(isFromOwnOrigin({ origin }, OWN)).toBe(origin === OWN);
        expect(isFromOwnOrigin({ referer }, OWN)).toBe(false);
      }),
    );
  });
});
