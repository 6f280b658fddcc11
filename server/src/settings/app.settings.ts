import { cidr, count, duration, host, size, url } from '@lockstep/config';
import * as z from 'zod';
import { ENVIRONMENTS } from './environment.ts';

/** `[app]`: where the server listens and what it is called. */
export const appSettings = z
  .object({
    environment: z.enum(ENVIRONMENTS).meta({
      title: 'Environment',
      description:
        'What this server is run for. Only `development` relaxes anything, and only Secure cookies and HTTPS; `test` keeps every protection and allows plain http on loopback. There is no default: a server that does not know where it runs does not start.',
      'x-env': 'APP_ENVIRONMENT',
      'x-security':
        'A production server that runs as `development` accepts plain http and sends its session cookie without Secure.',
      'x-standards': ['ASVS 5.0 13.1.1'],
    }),
    name: z.string().min(1).max(80).default('Lockstep').meta({
      title: 'Name',
      description: 'The name that the pages of this server show to people, such as "Team portal".',
      'x-env': 'APP_NAME',
    }),
    public_url: url()
      .optional()
      .meta({
        title: 'Public URL',
        description:
          'The address that browsers use, with scheme and port, without a path. Redirects, cookies and the CSRF check are made from it, never from what a request claims. It must be https in staging and production.',
        examples: ['https://portal.example.com'],
        'x-default': '`http://127.0.0.1` with the port of `app.port`',
        'x-env': 'PUBLIC_URL',
        'x-security':
          'Redirects and the OpenID Connect callback go to this origin: a wrong one sends sign-ins elsewhere, a plain http one sends them in the clear.',
        'x-standards': ['RFC 9700'],
      }),
    host: host().default('127.0.0.1').meta({
      title: 'Listening address',
      description:
        'The address that the server listens on. `0.0.0.0` or `::` opens it to every network of the machine; behind a reverse proxy on the same machine the default is right.',
      'x-env': 'HOST',
      'x-security':
        'Listening on every address lets clients go around the reverse proxy and its TLS.',
    }),
    port: count().max(65_535).default(8000).meta({
      title: 'Port',
      description:
        'The TCP port that the server listens on. `0` lets the system choose a free one.',
      'x-env': 'PORT',
    }),
    allowed_hosts: z
      .array(host())
      .optional()
      .meta({
        title: 'Allowed hosts',
        description:
          'Host names (with a port where it is not the default of the scheme) that requests may name in `Host`. A request for any other host is answered with 421.',
        examples: [['portal.example.com', 'www.example.com']],
        'x-default': 'the host of `app.public_url`',
        'x-security':
          'A name that an attacker controls lets DNS rebinding reach the server under that name.',
        'x-standards': ['RFC 9110'],
      }),
    trusted_proxies: z
      .array(cidr())
      .default([])
      .meta({
        title: 'Trusted proxies',
        description:
          'Address ranges of reverse proxies whose `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host` count. From any other peer these headers are ignored.',
        examples: [['10.0.0.0/8']],
        'x-env': 'TRUSTED_PROXIES',
        'x-security':
          'Whoever can send from these ranges chooses the client address, the scheme and the host that the server sees.',
        'x-standards': ['ASVS 5.0 4.1.3', 'ASVS 5.0 15.3.4'],
      }),
    expose_config: z.enum(['off', 'authenticated', 'public']).default('authenticated').meta({
      title: 'Expose the configuration',
      description:
        'Who may read `/.well-known/lockstep`: the effective configuration with provenance, secrets left out. `off` answers 404, `authenticated` asks for a session, `public` answers everybody.',
      'x-security':
        'The page holds no secret, but it tells an attacker which protections are set and how.',
    }),
    body_limit: size().min(1).default(100_000).meta({
      title: 'Body limit',
      description: 'The largest request body that is read. A larger one is answered with 413.',
      'x-security': 'A large limit lets a few clients fill the memory of the server.',
    }),
    shutdown_grace: duration().default(10).meta({
      title: 'Shutdown grace',
      description:
        'How long requests in flight may take to finish after SIGTERM or SIGINT. The server stops taking connections at once and `/health/ready` answers 503; what is still open after the grace is closed.',
    }),
  })
  .meta({
    title: 'Application',
    description:
      'What the server is called, where it listens and whose forwarded headers it believes.',
  });
