import { duration, host, secret, url } from '@lockstep/config';
import * as z from 'zod';

/** `[redis]`: the store that instances share. */
export const redisSettings = z
  .object({
    url: url(['redis', 'rediss'])
      .optional()
      .meta({
        title: 'Redis URL',
        description:
          'The address of the Redis server, with user, password and database where it has them; `rediss:` means TLS. With `sentinel` and `cluster` the addresses come from `nodes`, and everything else from here.',
        examples: ['rediss://redis.internal:6379/0'],
        'x-env': 'REDIS_URL',
        'x-default': 'none: sessions are kept in memory',
        'x-security': 'Without TLS everybody on the network reads the sessions.',
      }),
    key_prefix: z
      .string()
      .regex(/^[^{}]*$/u)
      .default('lockstep:')
      .meta({
        title: 'Key prefix',
        description:
          'What every key of this server begins with. Braces have a meaning of their own in a cluster.',
      }),
    mode: z.enum(['standalone', 'sentinel', 'cluster']).default('standalone').meta({
      title: 'Mode',
      description: 'How the Redis servers work together.',
    }),
    nodes: z.array(host()).default([]).meta({
      title: 'Nodes',
      description: 'Addresses of the sentinels or of the cluster nodes.',
    }),
    sentinel_name: z.string().min(1).default('mymaster').meta({
      title: 'Sentinel name',
      description: 'The name under which the sentinels watch the master.',
    }),
    sentinel_password: secret()
      .optional()
      .meta({
        title: 'Sentinel password',
        description:
          'The password of the sentinels, where they ask for one. The master itself gets the user and password of `url`.',
        examples: ['${REDIS_SENTINEL_PASSWORD}'],
        'x-default': 'none: the sentinels ask for no password',
        'x-env': 'REDIS_SENTINEL_PASSWORD',
        'x-security': 'Whoever has it can send the server to another master.',
      }),
    tls_verify: z.enum(['full', 'ca', 'none']).default('full').meta({
      title: 'TLS verification',
      description: '`full` checks chain and host name, `ca` the chain alone, `none` nothing.',
      'x-env': 'REDIS_SSL_CERT_REQS',
      'x-security': 'Anything but `full` accepts the certificate of another host.',
    }),
    tls_ca_file: z.string().optional().meta({
      title: 'TLS authority',
      description: 'A PEM file with the certificate authority of the Redis server.',
      'x-default': 'none: the authorities that Node.js trusts',
    }),
    allow_plaintext: z.boolean().default(false).meta({
      title: 'Allow plaintext',
      description: 'Whether production may use Redis without TLS.',
    }),
    require_noeviction: z.boolean().default(true).meta({
      title: 'Require noeviction',
      description: 'Whether the server refuses a Redis that evicts keys when its memory is full.',
    }),
    command_timeout: duration('milliseconds').min(1).default(500).meta({
      title: 'Command timeout',
      description: 'How long a command may take.',
    }),
    connect_timeout: duration('milliseconds').min(1).default(2000).meta({
      title: 'Connect timeout',
      description: 'How long a connection may take to open.',
    }),
  })
  .meta({ title: 'Redis', description: 'The store that several instances share.' });
