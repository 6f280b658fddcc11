import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestTarget } from '../../../server/src/proxy/request-target.ts';

describe('a request target', () => {
  it.each([
    ['/api/orders', '/api/orders', ''],
    ['/api/orders/7?a=../..&b=%2f', '/api/orders/7', '?a=../..&b=%2f'],
    ['/api/orders/?', '/api/orders/', '?'],
    ['/api/a%20b/%C3%A9/..a/a../...', '/api/a%20b/%C3%A9/..a/a../...', ''],
    ['/api/100%25', '/api/100%25', ''],
    ['http://127.0.0.1:8000/api/orders?x', '/api/orders', '?x'],
  ])('%s is read as it is written', (target, path, query) => {
    expect(readRequestTarget(target)).toEqual({ path, query });
  });

  it.each([
    '/api/orders/../admin',
    '/api/orders/..',
    '/api/./orders',
    '/api/orders/%2e%2e/admin',
    '/api/orders/.%2E/admin',
    '/api/orders/%2e',
    '/api/orders/..%2fadmin',
    '/api/orders%2f..%2fadmin',
    '/api/orders%2Fadmin',
    '/api/orders/..%5cadmin',
    String.raw`/api/orders\..\admin`,
    '/api//orders',
    '//api/orders',
    '/api/orders//',
    '/api/orders;x=1/admin',
    '/api/orders/..;/admin',
    '/api/orders%3b/admin',
    '/api/orders/%00',
    '/api/orders/%0d%0aX:1',
    '/api/orders/%7f',
    '/api/orders/%252e%252e/admin',
    '/api/orders/%252fadmin',
    '/api/orders/%25252e',
    '/api/orders/%c0%ae%c0%ae/admin',
    '/api/orders/%e0%80%af',
    '/api/orders/%ef%bc%8fadmin',
    '/api/orders/%ef%bc%8e%ef%bc%8e/admin',
    '/api/orders/%e2%80%a5/admin',
    '/api/orders/%zz',
    '/api/orders/%',
    '/api/orders#/../admin',
    '/api/orders/\u00e9',
    '/api/orders ',
  ])('%s is refused', (target) => {
    expect(() => readRequestTarget(target)).toThrow(/more than one way/u);
  });

  it('never resolves to another path than the one that was matched', () => {
    const piece = constantFrom(
      '.',
      '..',
      '/',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '2e',
      ';',
      'a',
      '%c0%ae',
      '%ef%bc%8e',
    );
    const neverMoves = property(array(piece, { maxLength: 8 }), (pieces) => {
      const target = `/api/orders/${pieces.join('')}`;
      let path = '';
      try {
        ({ path } = readRequestTarget(target));
      } catch {
        return;
      }
      const once = decodeURIComponent(path).normalize('NFKC');
      for (const reading of [path, once, once.replaceAll('%2e', '.')]) {
        expect(new URL(reading, 'http://x').pathname).toMatch(/^\/api\/orders\//u);
      }
    });
    assert(neverMoves, { numRuns: 2000 });
  });
});
