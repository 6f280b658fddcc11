import { count, duration } from '@lockstep/config';
import * as z from 'zod';
import { HOUR, MINUTE } from './units.ts';

const DEVIATION = z.enum(['off', 'warn', 'revoke']);

/** `[security.session]`: how long a session lives and what ends it early. */
export const sessionSettings = z
  .object({
    store: z
      .enum(['auto', 'memory', 'redis', 'cookie'])
      .default('auto')
      .meta({
        title: 'Session store',
        description:
          'Where sessions are kept. `auto` takes Redis when `redis.url` is set and memory otherwise. Memory is for development and tests: it ends with the process and is not shared between instances. `cookie` keeps nothing on the server: the session, tokens of the provider included, is encrypted in its cookie, which has to stay below 4096 bytes; a sign-in that needs more fails with `session-too-large`, and the ID token is left out first. Then sessions cannot be listed, limited or ended from elsewhere, by another browser, an administrator or the identity provider: `max_concurrent` has to be 0, and the account page off. Several instances renew tokens without knowing of each other: a provider that rotates refresh tokens may then end the session, unless each browser stays at one instance.',
        'x-env': 'SESSION_STORE',
        'x-security':
          'With `cookie`, signing out takes the cookie from the browser and revokes the refresh token, and nothing more: a copy of the cookie stays good until the idle timeout, and, when it is used, until the absolute one. Keep both short, or keep sessions in Redis.',
        'x-standards': ['RFC 10017', 'ASVS 5.0 7.4.1'],
      }),
    idle_timeout: duration()
      .min(1)
      .default(30 * MINUTE)
      .meta({
        title: 'Idle timeout',
        description:
          'A session that sends no request for this long ends. Every authenticated request starts the time again, up to the absolute timeout. A session in a cookie may end a tenth of this, and at most a minute, early: the cookie is not sent with every response.',
        'x-env': 'SESSION_TIMEOUT',
        'x-aliases': ['security.session_timeout'],
        'x-security':
          'A long idle timeout leaves sessions open on machines that people walked away from.',
        'x-standards': ['ASVS 5.0 7.3.1', 'NIST SP 800-63B-4 2.2.3'],
      }),
    absolute_timeout: duration()
      .min(1)
      .default(8 * HOUR)
      .meta({
        title: 'Absolute timeout',
        description: 'A session ends this long after sign-in, however busy it is.',
        'x-env': 'SESSION_MAX_AGE',
        'x-aliases': ['app.session_max_age'],
        'x-security': 'Without a near end, a stolen session id stays useful to the thief.',
        'x-standards': ['ASVS 5.0 7.3.2', 'NIST SP 800-63B-4 2.2.3'],
      }),
    rotation_interval: duration()
      .default(15 * MINUTE)
      .meta({
        title: 'Rotation interval',
        description: 'A session gets a new id when its id is this old. `0` turns rotation off.',
        'x-env': 'SESSION_ROTATION_INTERVAL',
      }),
    rotation_grace: duration().default(30).meta({
      title: 'Rotation grace',
      description:
        'How long a replaced id still answers, with its successor, so that requests sent at the same time all succeed.',
    }),
    max_concurrent: count()
      .default(3)
      .meta({
        title: 'Concurrent sessions',
        description: 'How many sessions one user may have at a time. `0` sets no limit.',
        'x-env': 'MAX_CONCURRENT_SESSIONS',
        'x-standards': ['ASVS 5.0 7.1.2'],
      }),
    on_limit: z.enum(['evict_oldest', 'reject']).default('evict_oldest').meta({
      title: 'At the session limit',
      description:
        'What a sign-in over the limit does: `evict_oldest` ends the oldest session, `reject` refuses the new one with 409.',
    }),
    binding_user_agent: DEVIATION.default('revoke').meta({
      title: 'User agent binding',
      description:
        'What happens when a session comes from another browser than the one that signed in.',
    }),
    binding_ip: DEVIATION.default('warn').meta({
      title: 'Address binding',
      description:
        'What happens when a session comes from another network than the one that signed in. Networks are compared, not single addresses.',
    }),
    binding_ip_prefix_v4: z.number().int().min(0).max(32).default(24).meta({
      title: 'IPv4 prefix',
      description:
        'How many leading bits of an IPv4 address make a network for the address binding.',
    }),
    binding_ip_prefix_v6: z.number().int().min(0).max(128).default(56).meta({
      title: 'IPv6 prefix',
      description:
        'How many leading bits of an IPv6 address make a network for the address binding.',
    }),
    encrypt: z
      .enum(['none', 'tokens', 'all'])
      .default('tokens')
      .meta({
        title: 'Encryption in the store',
        description: 'Which part of a session is encrypted in a store outside the process.',
        'x-env': 'ENCRYPT_SENSITIVE_FIELDS',
        'x-standards': ['ASVS 5.0 11.3.2'],
      }),
    on_store_failure: z
      .enum(['fail_closed', 'memory'])
      .default('fail_closed')
      .meta({
        title: 'When the store fails',
        description:
          'What the server does while the session store does not answer. `fail_closed` answers 503 and keeps the cookie. `memory` keeps new sessions in the process meanwhile, where no other instance sees them; production refuses it.',
        'x-standards': ['ASVS 5.0 16.5.3'],
      }),
    login_ttl: duration()
      .min(1)
      .default(10 * MINUTE)
      .meta({
        title: 'Sign-in time limit',
        description:
          'How long a started sign-in stays valid: the time that people have at the identity provider, from the first redirect to the callback.',
        'x-aliases': ['security.auth_session_ttl_seconds'],
        'x-security':
          'A long limit leaves half-finished sign-ins open to be completed by somebody else.',
        'x-standards': ['ASVS 5.0 10.1.2'],
      }),
    analytics: z.boolean().default(false).meta({
      title: 'Analytics',
      description:
        'Whether requests are counted: those of each session, which its owner sees in the list of sessions, and for the last seven days (UTC) all requests and the sessions that sent them, which `/health/sessions` tells anybody who may ask it. Redis estimates the sessions of a day, and is told at most once a second; what an outage keeps from it is lost, and no request waits for it.',
      'x-env': 'ENABLE_SESSION_ANALYTICS',
    }),
  })
  .meta({
    title: 'Sessions',
    description: 'How long a session lives, where it is kept and what ends it early.',
  });
