import { describe, expect, it } from 'vitest';
import { app, HTTPS, problemsOf } from './loading.ts';

/** Codes of what is wrong with routes. */
function problems(environment: string, routes: string): readonly string[] {
  return problemsOf(app(environment, HTTPS) + routes)
    .map(({ code }) => code)
    .filter((code) => !code.startsWith('memory-'));
}

const route = (name: string, path: string, upstream = 'https://a.example'): string =>
  `[proxy.routes.${name}]\npath = ${path}\nupstream = ${upstream}\n`;

describe('the routes of the proxy', () => {
  it.each(['/', '/orders', '/orders/v2', '/a.b/~c-d_e', '/...'])('may have the path %s', (path) => {
    expect(problems('staging', route('a', path))).toEqual([]);
  });

  it.each(['orders', '/orders/', '//x', '/a/../b', '/.', '/a%2fb', '/a*', '"/a;b"', '"/a b"'])(
    'may not have the path %s',
    (path) => {
      expect(problems('staging', route('a', path))).toHaveLength(1);
    },
  );

  it('may lie inside each other, but not have the same path', () => {
    expect(problems('test', route('a', '/orders') + route('b', '/orders/v2'))).toEqual([]);
    expect(problems('test', route('a', '/orders') + route('b', '/orders'))).toEqual([
      'proxy-path-taken',
    ]);
  });

  it.each(['https://user:pass@a.example', 'https://a.example/?x=1', '"https://a.example/#x"'])(
    'may not lead to %s',
    (upstream) => {
      expect(problems('test', route('a', '/a', upstream))).toEqual(['proxy-upstream-not-base']);
    },
  );

  it.each([
    ['production', 'http://a.example', ['proxy-plaintext']],
    ['staging', 'http://a.example', ['proxy-plaintext']],
    ['staging', 'http://127.0.0.1:81', []],
    ['development', 'http://a.example', []],
    ['staging', 'http://a.example\nallow_plaintext = true', []],
  ])('in %s to %s: %j', (environment, upstream, expected) => {
    expect(problems(environment, route('a', '/a', upstream)).filter(isOurs)).toEqual(expected);
  });
});

function isOurs(code: string): boolean {
  return code.startsWith('proxy-');
}
