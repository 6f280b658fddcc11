import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkProse } from '../../../../plugin/src/claims/prose/check-prose.ts';
import { indexOf, mended, pageOf, valuesIn } from './project.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const CONFIG = readFileSync(path.join(ROOT, 'examples/config/application.ini'), 'utf8');
const SCHEMA: object = JSON.parse(
  readFileSync(path.join(ROOT, 'examples/config/application.schema.json'), 'utf8'),
);

/** How a page about security describes the settings of the example. */
const PAGE = `# Security

{% ini-include section=security %}

- **session_timeout**: Sessions expire after 1 hour (3600 seconds)
- **csrf_protection**: Protection against forged requests enabled
- **jwt_expiration**: Access tokens expire after 30 minutes
- **jwt_refresh_expiration**: Refresh tokens valid for 7 days
- **rate_limit_enabled**: Rate limiting is active
- **rate_limit_requests**: 100 requests allowed per window
- **rate_limit_window**: 60-second time window
- **rate_limit_storage**: Uses Redis, shared by all instances
- **cors_enabled**: CORS support is active
- **cors_origins[]**: Array of allowed origins

The limiter allows 100 requests per 60-second window, and answers 429 then.
`;

const VALUES = [
  ['session_timeout', '7200', ['1 hour', '3600 seconds']],
  ['csrf_protection', 'false', ['enabled']],
  ['jwt_expiration', '900', ['30 minutes']],
  ['jwt_refresh_expiration', '86400', ['7 days']],
  ['rate_limit_enabled', 'false', ['active']],
  ['rate_limit_requests', '50', ['100']],
  ['rate_limit_window', '30', ['60-second']],
  ['cors_enabled', 'off', ['active']],
] as const;

describe('a page with a list of settings', () => {
  it('agrees with the configuration in every value', () => {
    const outcome = checkProse(pageOf(PAGE), indexOf(CONFIG, SCHEMA));
    expect(outcome.findings).toEqual([]);
    expect(valuesIn(PAGE, outcome)).toEqual(
      VALUES.flatMap(([key, , texts]) => texts.map((text) => `security.${key} "${text}" right`)),
    );
  });

  it.each(VALUES)('is wrong when %s becomes %s', (key, value, texts) => {
    const changed = CONFIG.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`);
    const index = indexOf(changed, SCHEMA);
    const { findings } = checkProse(pageOf(PAGE), index);
    expect(findings.map(({ key: name, received }) => [name, received])).toEqual(
      texts.map((text) => [`security.${key}`, text]),
    );
    expect(checkProse(pageOf(mended(PAGE, findings)), index).findings).toEqual([]);
  });
});
