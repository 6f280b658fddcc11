import { duration } from '@lockstep/config';
import * as z from 'zod';
import { DAY } from './units.ts';

/** Nothing but this server's own files; no inline script or style; nobody may frame it. */
const STRICT_POLICY: string = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

const HEADER_VALUE = /^[\x20-\x7e]+$/u;

/** `[security.headers]`: the response headers that browsers enforce. */
export const headersSettings = z
  .object({
    hsts_max_age: duration()
      .default(365 * DAY)
      .meta({
        title: 'HSTS age',
        description:
          'How long browsers refuse plain http for this host (`Strict-Transport-Security`). The header is sent over HTTPS only; `0` sends `max-age=0`, which takes an earlier promise back.',
        'x-env': 'HSTS_MAX_AGE',
        'x-security':
          'While browsers do not know that the host is https only, the first request of a visit can be intercepted.',
        'x-standards': ['RFC 6797', 'ASVS 5.0 3.4.1'],
      }),
    hsts_include_subdomains: z
      .boolean()
      .default(true)
      .meta({
        title: 'HSTS for subdomains',
        description:
          'Whether the promise covers every subdomain of the host too (`includeSubDomains`).',
        'x-security':
          'A subdomain without it can set cookies over plain http that the host then receives.',
        'x-standards': ['RFC 6797', 'ASVS 5.0 3.4.1'],
      }),
    hsts_preload: z.boolean().default(false).meta({
      title: 'HSTS preload',
      description:
        'Whether the header allows browsers to ship the host in their built-in list (`preload`). Leaving that list takes months.',
    }),
    content_security_policy: z
      .string()
      .regex(HEADER_VALUE)
      .default(STRICT_POLICY)
      .meta({
        title: 'Content Security Policy',
        description:
          'The policy of every page and answer outside the documentation, which has one of its own made from the built files.',
        'x-security':
          "`'unsafe-inline'` or a foreign host in script-src lets injected markup run as this origin.",
        'x-standards': ['ASVS 5.0 3.4.3', 'ASVS 5.0 3.4.6'],
      }),
    csp_mode: z
      .enum(['enforce', 'report-only'])
      .default('enforce')
      .meta({
        title: 'Policy mode',
        description:
          '`enforce` makes browsers block what the policy forbids; `report-only` makes them tell about it in the console.',
        'x-security': '`report-only` protects nobody.',
        'x-standards': ['ASVS 5.0 3.4.3'],
      }),
    frame_options: z
      .enum(['DENY', 'SAMEORIGIN'])
      .default('DENY')
      .meta({
        title: 'Framing',
        description:
          'Whether pages of this server may stand in a frame (`X-Frame-Options`). Browsers that know `frame-ancestors` of the Content Security Policy go by that.',
        'x-security': 'A framed page can be laid over with one that steals clicks.',
        'x-standards': ['RFC 7034'],
      }),
    referrer_policy: z
      .enum(['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'])
      .default('strict-origin-when-cross-origin')
      .meta({
        title: 'Referrer',
        description: 'How much of the address of a page other sites learn (`Referrer-Policy`).',
        'x-security': 'A full address given to other sites tells them what people look at.',
        'x-standards': ['ASVS 5.0 3.4.5'],
      }),
    permissions_policy: z
      .string()
      .regex(HEADER_VALUE)
      .optional()
      .meta({
        title: 'Permissions',
        description:
          'Which browser features pages may use (`Permissions-Policy`), such as `camera=(), geolocation=()`. Without a value the header is not sent.',
        examples: ['camera=(), geolocation=(), microphone=()'],
        'x-default': 'none: the header is not sent',
      }),
    xss_protection: z
      .boolean()
      .default(true)
      .meta({
        title: 'Cross-site scripting protection',
        description:
          'Sends the Content Security Policy, and `X-XSS-Protection: 0`, which turns off the faulty filter of old browsers. `false` sends neither.',
        'x-aliases': ['security.xss_protection'],
        'x-security': 'Without the policy, injected markup can load and run scripts.',
        'x-standards': ['ASVS 5.0 3.4.3'],
      }),
  })
  .meta({
    title: 'Response headers',
    description: 'Security headers of every response, errors included.',
  });
