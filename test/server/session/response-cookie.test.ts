import { describe, expect, expectTypeOf, it } from 'vitest';
import { responseCookie } from '../../../server/src/session/response-cookie.ts';
import type { CookieAttributes } from '../../../server/src/session/response-cookie.ts';

describe('responseCookie', () => {
  it('keeps name and attributes', () => {
    const cookie = responseCookie('__Host-session', { sameSite: 'strict', secure: true });
    expect(cookie).toEqual({
      name: '__Host-session',
      attributes: { sameSite: 'strict', secure: true },
    });
  });

  it('does not compile without Secure where the name prefix or SameSite=None demands it', () => {
    type Strict = { sameSite: 'strict'; secure: false };
    expectTypeOf<Strict>().not.toExtend<CookieAttributes<'__Host-session'>>();
    expectTypeOf<Strict>().not.toExtend<CookieAttributes<'__host-session'>>();
    expectTypeOf<Strict>().not.toExtend<CookieAttributes<`__Secure-${string}`>>();
    expectTypeOf<Strict>().toExtend<CookieAttributes<'session'>>();
    expectTypeOf<{ sameSite: 'none'; secure: false }>().not.toExtend<CookieAttributes<'session'>>();
    expectTypeOf<{ sameSite: 'none'; secure: true }>().toExtend<CookieAttributes<'session'>>();
  });
});
