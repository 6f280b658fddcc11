import { duration, host, url } from '@lockstep/config';
import * as z from 'zod';

/** `[redis]`: the store that instances share. */
export const redisSettings = z
  .object({
    url: url(['redis', 'rediss'])
      .optional()
      .meta({
        title: 'Redis URL',
        description: 'The address of the Redis server; `rediss:` means TLS.',
        examples: ['rediss://redis.internal:6379/0'],
        'x-env': 'REDIS_URL',
        'x-security': 'Without TLS everybody on the network reads the sessions.',
        'x-planned': true,
      }),
    key_prefix: z.string().default('lockstep:').meta({
      title: 'Key prefix',
      description: 'What every key of this server begins with.',
      'x-planned': true,
    }),
    mode: z.enum(['standalone', 'sentinel', 'cluster']).default('standalone').meta({
      title: 'Mode',
      description: 'How the Redis servers work together.',
      'x-planned': true,
    }),
    nodes: z.array(host()).default([]).meta({
      title: 'Nodes',
      description: 'Addresses of the sentinels or of the cluster nodes.',
      'x-planned': true,
    }),
    tls_verify: z.enum(['full', 'ca', 'none']).default('full').meta({
      title: 'TLS verification',
      description: '`full` checks chain and host name, `ca` the chain alone, `none` nothing.',
      'x-env': 'REDIS_SSL_CERT_REQS',
      'x-security': 'Anything but `full` accepts the certificate of another host.',
      'x-planned': true,
    }),
    tls_ca_file: z.string().optional().meta({
      title: 'TLS authority',
      description: 'A PEM file with the certificate authority of the Redis server.',
      'x-planned': true,
    }),
    allow_plaintext: z.boolean().default(false).meta({
      title: 'Allow plaintext',
      description: 'Whether production may use Redis without TLS.',
      'x-planned': true,
    }),
    require_noeviction: z.boolean().default(true).meta({
      title: 'Require noeviction',
      description: 'Whether the server refuses a Redis that evicts keys when its memory is full.',
      'x-planned': true,
    }),
    command_timeout: duration('milliseconds').default(500).meta({
      title: 'Command timeout',
      description: 'How long a command may take.',
      'x-planned': true,
    }),
    connect_timeout: duration('milliseconds').default(2000).meta({
      title: 'Connect timeout',
      description: 'How long a connection may take to open.',
      'x-planned': true,
    }),
  })
  .meta({ title: 'Redis', description: 'The store that several instances share.' });
