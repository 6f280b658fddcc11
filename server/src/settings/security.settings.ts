import { secret } from '@lockstep/config';
import * as z from 'zod';
import { cookieSettings } from './cookie.settings.ts';
import { corsSettings } from './cors.settings.ts';
import { csrfSettings } from './csrf.settings.ts';
import { headersSettings } from './headers.settings.ts';
import { jwtSettings } from './jwt.settings.ts';
import { rateLimitSettings } from './rate-limit.settings.ts';
import { sessionSettings } from './session.settings.ts';
import { tokensSettings } from './tokens.settings.ts';

/** `[security]` and the sections below it. */
export const securitySettings = z
  .object({
    secret_keys: z
      .array(secret())
      .min(1)
      .meta({
        title: 'Secret keys',
        description:
          'Keys of at least 32 bytes in base64url. The first one signs and encrypts, all of them verify: put a new one in front and remove the old one when everything made with it has expired, and nobody is signed out. Where several instances run, append it first, on all of them, and put it in front when each knows it: an instance signs out whoever comes with what a key that it does not know has made. Make one with `openssl rand -base64 32 | tr "+/" "-_" | tr -d "="`.',
        examples: [['${SECRET_KEY}']],
        'x-secret': true,
        'x-env': 'SECRET_KEY',
        'x-aliases': ['security.secret_key'],
        'x-security':
          'Whoever knows a key can forge CSRF tokens and sign-ins in progress. A key written in a file ends up in backups and repositories.',
        'x-standards': ['ASVS 5.0 13.3.1', 'ASVS 5.0 13.3.4'],
      }),
    require_https: z
      .boolean()
      .optional()
      .meta({
        title: 'Require HTTPS',
        description:
          'Refuses plain http: GET and HEAD are redirected to `app.public_url` with 301, every other method gets 400. Health checks are answered all the same. A reverse proxy that terminates TLS says so in `X-Forwarded-Proto` and must be one of `app.trusted_proxies`.',
        'x-default': 'true outside development when `app.public_url` is https',
        'x-env': 'REQUIRE_HTTPS',
        'x-security': 'Over plain http everybody on the way reads and changes what is sent.',
        'x-standards': ['NIST SP 800-63B-4 5.1'],
      }),
    session: sessionSettings,
    cookie: cookieSettings,
    csrf: csrfSettings,
    rate_limit: rateLimitSettings,
    cors: corsSettings,
    headers: headersSettings,
    jwt: jwtSettings,
    tokens: tokensSettings,
  })
  .meta({
    title: 'Security',
    description: 'Keys and transport; the sections below it have the rest.',
  });
