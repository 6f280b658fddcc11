import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReturnTo } from '../../../server/src/oidc/return-to.ts';

const rules = {
  publicUrl: 'https://app.example.test',
  allowedHosts: ['spa.example.test', 'other.example.test:8443', '[::1]:3000', 'localhost:3000'],
};
const development = {
  publicUrl: 'http://127.0.0.1:8000',
  allowedHosts: ['localhost:3000', 'spa.example.test'],
};

const ALLOWED: readonly (readonly [string, string])[] = [
  ['/', '/'],
  ['/path?query=1&x=%2F%2Fevil#fragment', '/path?query=1&x=%2F%2Fevil#fragment'],
  ['/a/../b', '/b'],
  ['/;@evil.example', '/;@evil.example'],
  ['/caf\u00E9', '/caf%C3%A9'],
  ['/?next=https://evil.example', '/?next=https://evil.example'],
  ['https://app.example.test/x', '/x'],
  ['https://APP.example.test:443/x', '/x'],
  ['https://spa.example.test', 'https://spa.example.test/'],
  ['https://spa.example.test/x#y', 'https://spa.example.test/x#y'],
  ['https://other.example.test:8443/x', 'https://other.example.test:8443/x'],
  ['https://[::1]:3000/', 'https://[::1]:3000/'],
];

const REFUSED: readonly string[] = [
  '',
  'dash',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/%09/evil.example',
  '/%2fevil.example',
  '/%2Fevil.example',
  '/%5cevil.example',
  '/%255cevil.example',
  '/%252fevil.example',
  '/%25252fevil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  '/a/..//evil.example',
  '/x%0d%0aSet-Cookie:a=b',
  '/x\r\nSet-Cookie:a=b',
  '/%00',
  '/%',
  ' /x',
  '/x ',
  '/\u0085x',
  'javascript:alert(1)',
  'data:text/html,x',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'https:app.example.test',
  'https://evil.example',
  'https://app.example.test.evil.example',
  'https://app.example.test@evil.example',
  'https://user@app.example.test/',
  'https://user:password@spa.example.test/',
  'https://app.example.test:8443',
  'https://app.example.test:99999',
  'http://app.example.test',
  'http://spa.example.test',
  'https://spa.example.test:8443',
  'https://other.example.test',
  'https://x.spa.example.test',
  'https://spa.example.test//evil.example',
  'http://localhost:3000/',
  'ftp://spa.example.test',
  'https://evil.example\\@app.example.test',
  'https://evil.example#@app.example.test',
  'https://evil.example?@app.example.test',
  `/${'a'.repeat(1024)}`,
  `/${'\u00E9'.repeat(500)}`,
];

describe('parseReturnTo', () => {
  it.each(ALLOWED)('allows %o', (text, expected) => {
    expect(parseReturnTo(text, rules)).toBe(expected);
  });

  it.each(REFUSED)('refuses %o', (text) => {
    expect(parseReturnTo(text, rules)).toBeUndefined();
  });

  it.each([
    ['http://localhost:3000/', 'http://localhost:3000/'],
    ['https://localhost:3000/', 'https://localhost:3000/'],
    ['http://127.0.0.1:8000/x', '/x'],
    ['http://spa.example.test/', undefined],
    ['http://127.0.0.1:8001/x', undefined],
  ])('takes plain http on loopback where the server itself uses it: %o', (text, expected) => {
    expect(parseReturnTo(text, development)).toBe(expected);
  });

  it('ignores an entry that is no host', () => {
    expect(
      parseReturnTo('https://x/', { ...rules, allowedHosts: ['', '%', 'a b'] }),
    ).toBeUndefined();
  });

  it('leads nowhere else, whatever the text, and reads its own answer the same way', () => {
    const hostile = fc.stringMatching(/^[/\\%.:@?#a25fFcCeE09\t\r\n-]{0,24}$/u);
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), fc.boolean(), (text, slash) => {
        const target = parseReturnTo(slash ? `/${text}` : text, rules);
        if (target === undefined) return;
        const { origin } = new URL(target, rules.publicUrl);
        expect(['https://app.example.test', 'https://spa.example.test']).toContain(origin);
        expect(parseReturnTo(target, rules)).toBe(target);
      }),
      { numRuns: 2000 },
    );
  });
});
