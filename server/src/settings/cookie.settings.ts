import * as z from 'zod';
import { HTTP_TOKEN } from './http-token.ts';

/** `[security.cookie]`: the session cookie. */
export const cookieSettings = z
  .object({
    name: z
      .string()
      .regex(HTTP_TOKEN)
      .default('session')
      .meta({
        title: 'Cookie name',
        description:
          'Name of the session cookie. Where cookies are Secure the server puts `__Host-` in front, which makes browsers refuse it from other hosts and paths.',
        'x-env': 'SESSION_COOKIE_NAME',
        'x-standards': ['ASVS 5.0 3.3.3'],
      }),
    same_site: z
      .enum(['strict', 'lax', 'none'])
      .default('strict')
      .meta({
        title: 'SameSite',
        description:
          'When browsers send the session cookie along with requests that other sites start. The cookie of a sign-in in progress is always `lax`, because the identity provider leads the browser back.',
        'x-env': 'SESSION_COOKIE_SAMESITE',
        'x-aliases': ['security.cookie_samesite'],
        'x-security':
          '`none` sends the cookie with every request of every site and leaves the CSRF check as the only defence.',
        'x-standards': ['ASVS 5.0 3.3.2'],
      }),
  })
  .meta({
    title: 'Session cookie',
    description:
      'Name and SameSite of the session cookie. It is always HttpOnly, has Path=/ and no Domain, and is Secure wherever the public URL is https.',
  });
