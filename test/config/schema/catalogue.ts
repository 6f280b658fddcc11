import type { ConfigSchema } from '@lockstep/config';
import { cidr, count, duration, host, schemaFromZod, secret, size, url } from '@lockstep/config';
import * as z from 'zod';

/** A server's settings with every kind of key: the shapes that a real catalogue needs. */
const app = z.object({
  environment: z
    .enum(['development', 'test', 'staging', 'production'])
    .meta({ 'x-env': 'APP_ENVIRONMENT' }),
  name: z.string().default('Lockstep').meta({ 'x-env': 'APP_NAME' }),
  public_url: url().default('http://127.0.0.1:8000').meta({ 'x-env': 'PUBLIC_URL' }),
  host: host().default('127.0.0.1').meta({ 'x-env': 'HOST' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(8000)
    .meta({ 'x-env': 'PORT', description: 'Port of the listener' }),
  allowed_hosts: z.array(host()).optional().meta({ 'x-default': 'the host of `app.public_url`' }),
  trusted_proxies: z.array(cidr()).default([]).meta({ 'x-env': 'TRUSTED_PROXIES' }),
  expose_config: z.enum(['off', 'authenticated', 'public']).default('authenticated'),
  body_limit: size().default(100_000),
  shutdown_grace: duration().default(10),
});

const session = z
  .object({
    store: z
      .enum(['auto', 'memory', 'redis', 'cookie'])
      .default('auto')
      .meta({ 'x-planned': ['cookie'] }),
    idle_timeout: duration()
      .min(60)
      .max(86_400)
      .default(1800)
      .meta({
        'x-env': 'SESSION_TIMEOUT',
        'x-aliases': ['security.session_timeout'],
        'x-security': 'A long idle time leaves a stolen cookie useful',
        'x-standards': ['ASVS 5.0 7.3.1'],
      }),
    absolute_timeout: duration()
      .default(28_800)
      .meta({ 'x-aliases': ['app.session_max_age'] }),
    rotation_interval: duration().default(900),
    max_concurrent: count().default(3),
    binding_ip_prefix_v4: z.int().min(8).max(32).default(24),
    analytics: z.boolean().default(false),
  })
  .prefault({})
  .meta({ title: 'Sessions', description: 'How long a login lasts' });

const rateLimit = z
  .object({
    enabled: z
      .boolean()
      .default(true)
      .meta({ 'x-aliases': ['rate_limiter.enabled'] }),
    requests: count().default(100),
    window: duration()
      .default(60)
      .meta({
        'x-aliases': [
          'security.rate_limit_window',
          { key: 'rate_limiter.window_ms', unit: 'milliseconds' },
        ],
      }),
  })
  .prefault({});

const security = z
  .object({
    secret_keys: z
      .array(secret())
      .min(1)
      .optional()
      .meta({ 'x-env': 'SECRET_KEY', 'x-aliases': ['security.secret_key'] }),
    require_https: z.boolean().optional().meta({ 'x-default': 'true outside development' }),
    session,
    csrf: z
      .object({
        max_age: duration()
          .default(43_200)
          .meta({ 'x-aliases': [{ key: 'security.csrf_token_max_age_hours', unit: 'hours' }] }),
        signer: z.string().optional().meta({ 'x-planned': true }),
      })
      .prefault({}),
    rate_limit: rateLimit,
    cors: z
      .object({
        origins: z
          .array(url())
          .default([])
          .meta({
            'x-env': 'CORS_ORIGINS',
            'x-aliases': ['security.cors_origins[]', 'app.cors.origins'],
          }),
        methods: z.array(z.enum(['GET', 'POST', 'PUT', 'DELETE'])).default(['GET', 'POST']),
      })
      .prefault({}),
    jwt: z
      .object({
        algorithms: z
          .array(z.string())
          .default(['RS256'])
          .meta({ 'x-aliases': ['security.jwt_algorithm'] }),
        claims: z
          .object({ user_id: z.string().default('sub').meta({ 'x-env': 'JWT_CLAIM_USER_ID' }) })
          .prefault({}),
      })
      .prefault({}),
  })
  .prefault({});

const provider = z.object({
  issuer: url().meta({ 'x-env': 'OIDC_NAME_ISSUER' }),
  client_id: z.string().min(1).meta({ 'x-env': 'OIDC_NAME_CLIENT_ID' }),
  client_secret: secret().optional().meta({ 'x-env': 'OIDC_NAME_CLIENT_SECRET' }),
  scopes: z.array(z.string()).default(['openid', 'profile', 'email']),
  max_age: duration().optional(),
  enabled: z.boolean().default(true),
});

const oidc = z
  .object({
    default_provider: z.string().nullable().default(null),
    refresh_tokens: z
      .boolean()
      .default(true)
      .meta({ 'x-aliases': ['oidc.refresh_tokens.enabled'] }),
    providers: z.record(z.string().regex(/^[a-z][a-z0-9_-]*$/), provider).default({}),
  })
  .prefault({});

const redis = z
  .object({
    url: url(['redis', 'rediss']).optional().meta({ 'x-env': 'REDIS_URL', 'x-secret': true }),
    key_prefix: z.string().default('lockstep:'),
    command_timeout: duration('milliseconds').default(500),
  })
  .prefault({});

const tls = z.object({ cert_file: z.string(), key_file: z.string() }).optional();

export function catalogue(): ConfigSchema {
  return schemaFromZod(
    z
      .object({
        app,
        security,
        oidc,
        redis,
        database: z
          .object({ url: url(['file', 'memory', 'postgres']).default('file:.lockstep/data.db') })
          .prefault({}),
        tls,
        labels: z.record(z.string(), z.string()).default({}),
        extra: z.looseObject({}).optional(),
      })
      .meta({ title: 'Server settings' }),
  );
}
