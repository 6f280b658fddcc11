import { count, duration } from '@lockstep/config';
import * as z from 'zod';
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts';
import { HOUR, MINUTE } from './units.ts';

/** A claim of the token that becomes a field of the user. */
function claim(field: string, name: string, meaning: string) {
  return z
    .string()
    .default(name)
    .meta({
      title: `Claim: ${meaning}`,
      description: `The claim that holds the ${meaning} of the user.`,
      'x-env': `JWT_CLAIM_${field.toUpperCase()}`,
      'x-aliases': [`jwt.claims.${field}`],
      'x-planned': true,
    });
}

/** `[security.jwt]`: access tokens that API clients send as a bearer token. */
export const jwtSettings = z
  .object({
    enabled: z.boolean().default(true).meta({
      title: 'Bearer tokens',
      description: 'Whether API clients may call with an access token of a configured provider.',
      'x-planned': true,
    }),
    audiences: z
      .array(z.string())
      .default([])
      .meta({
        title: 'Audiences',
        description: 'The audiences that an access token may be meant for.',
        'x-env': 'JWT_AUDIENCE',
        'x-standards': ['RFC 9068', 'ASVS 5.0 9.2.3'],
        'x-planned': true,
      }),
    algorithms: z
      .array(z.enum(SIGNATURE_ALGORITHMS))
      .default(['RS256', 'ES256'])
      .meta({
        title: 'Algorithms',
        description:
          'The signature algorithms that are accepted. Symmetric ones and `none` never are.',
        'x-aliases': ['security.jwt_algorithm'],
        'x-standards': ['RFC 8725', 'ASVS 5.0 9.1.2'],
        'x-planned': true,
      }),
    clock_skew: duration()
      .max(5 * MINUTE)
      .default(MINUTE)
      .meta({
        title: 'Clock skew',
        description: 'How far the clock of the provider may differ.',
        'x-aliases': ['jwt.clock_skew'],
        'x-planned': true,
      }),
    jwks_cache_ttl: duration()
      .default(HOUR)
      .meta({
        title: 'Key cache',
        description: 'How long the keys of a provider are kept before they are fetched again.',
        'x-aliases': ['jwt.jwks_cache_ttl_seconds'],
        'x-planned': true,
      }),
    jwks_cache_max_entries: count()
      .min(1)
      .default(16)
      .meta({
        title: 'Key cache size',
        description: 'How many key sets are kept at most.',
        'x-aliases': ['jwt.jwks_cache_max_entries'],
        'x-planned': true,
      }),
    jwks_cooldown: duration().default(30).meta({
      title: 'Key fetch cooldown',
      description: 'The shortest time between two fetches that an unknown key id causes.',
      'x-planned': true,
    }),
    claims: z
      .object({
        user_id: claim('user_id', 'sub', 'identifier'),
        email: claim('email', 'email', 'e-mail address'),
        name: claim('name', 'name', 'full name'),
        preferred_username: claim('preferred_username', 'preferred_username', 'user name'),
        roles: claim('roles', 'roles', 'roles'),
        groups: claim('groups', 'groups', 'groups'),
        scope: claim('scope', 'scope', 'scope'),
      })
      .meta({
        title: 'Claims',
        description: 'Which claim of a token becomes which field of the user.',
      }),
  })
  .meta({ title: 'Bearer tokens', description: 'Access tokens that API clients send.' });
