import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { describe } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { ask, responseTo } from '../http/support.ts';
import { BEHIND_HTTPS } from './configuration.ts';
import { outcomeOf } from './observe.ts';
import { probe } from './probe.ts';
import { withProvider } from './sign-in.ts';

const PORTAL = { host: 'portal.example.com' };

/** Those of the addresses at which the server answers. */
async function answering(urls: Readonly<Record<string, string>>, host: string): Promise<string> {
  const names: string[] = [];
  for (const [name, url] of Object.entries(urls)) {
    const answer = await ask(url, '/health/live', { headers: { host } }).catch(() => undefined);
    if (answer?.status === 200) names.push(name);
  }
  return `answers at ${names.join(', ')}`;
}

describe('evidence for [app]', () => {
  probe({
    key: 'app.environment',
    title: 'only development accepts plain http beside an https public URL',
    description: 'The home page is asked for over plain http, while `app.public_url` is https.',
    a: { value: 'development', sees: '200' },
    b: { value: 'staging', sees: '301 to https://portal.example.com/' },
    base: BEHIND_HTTPS,
    observe: async ({ url }) => outcomeOf(await ask(url, '/', { headers: PORTAL })),
  });

  probe({
    key: 'app.name',
    title: 'the home page has the name',
    description: 'Somebody opens the home page.',
    a: { value: 'Team portal', sees: 'the heading is "Team portal"' },
    b: { value: 'Harbour', sees: 'the heading is "Harbour"' },
    observe: async ({ url }) => {
      const { text } = await ask(url, '/');
      return `the heading is "${/<h1>(.*)<\/h1>/u.exec(text)?.[1] ?? ''}"`;
    },
  });

  probe({
    key: 'app.public_url',
    title: 'the provider is told to come back to the public URL',
    description:
      'Somebody starts to sign in; the redirect to the provider says where to come back to.',
    a: {
      value: 'http://127.0.0.1:4000',
      sees: 'redirect_uri=http://127.0.0.1:4000/auth/web/callback',
    },
    b: {
      value: 'http://localhost:5000',
      sees: 'redirect_uri=http://localhost:5000/auth/web/callback',
    },
    prepare: withProvider({
      base: '[app]\nallowed_hosts[] = portal.example.com\n',
      observe: async ({ url }) => {
        const { headers } = await ask(url, '/auth/web/login', { headers: PORTAL });
        const target = new URL(headers.location ?? '');
        return `redirect_uri=${target.searchParams.get('redirect_uri') ?? ''}`;
      },
    }),
  });

  probe({
    key: 'app.host',
    title: 'the server listens on the address',
    description: 'Two addresses of the machine are asked.',
    a: { value: '127.0.0.1', sees: 'answers at 127.0.0.1' },
    b: { value: '127.0.0.2', sees: 'answers at 127.0.0.2' },
    observe: async ({ server: { port } }) => {
      const urls = {
        '127.0.0.1': `http://127.0.0.1:${port}`,
        '127.0.0.2': `http://127.0.0.2:${port}`,
      };
      return answering(urls, `127.0.0.1:${port}`);
    },
  });

  probe({
    key: 'app.port',
    title: 'the server listens on the port',
    description: 'Two ports are asked.',
    a: { value: 'port 1', sees: 'answers at port 1' },
    b: { value: 'port 2', sees: 'answers at port 2' },
    prepare: async () => {
      const ports = await freePorts(2);
      const urls = {
        'port 1': `http://127.0.0.1:${ports[0]}`,
        'port 2': `http://127.0.0.1:${ports[1]}`,
      };
      return {
        given: [String(ports[0]), String(ports[1])],
        observe: ({ server: { port } }) => answering(urls, `127.0.0.1:${port}`),
      };
    },
  });

  probe({
    key: 'app.allowed_hosts',
    title: 'a host that is not allowed is refused',
    description: 'A request names `www.example.com` as its host.',
    a: { value: ['portal.example.com'], sees: '421 unknown-host' },
    b: { value: ['portal.example.com', 'www.example.com'], sees: '200' },
    observe: async ({ url }) =>
      outcomeOf(await ask(url, '/', { headers: { host: 'www.example.com' } })),
  });

  probe({
    key: 'app.trusted_proxies',
    title: 'forwarded headers count from trusted proxies alone',
    description:
      'A proxy at 127.0.0.1 passes on a request with `X-Forwarded-Proto: https`, while HTTPS is required.',
    a: { value: ['10.0.0.0/8'], sees: '301 to https://portal.example.com/' },
    b: { value: ['127.0.0.0/8'], sees: '200' },
    base: '[app]\npublic_url = https://portal.example.com\n',
    observe: async ({ url }) =>
      outcomeOf(await ask(url, '/', { headers: { ...PORTAL, 'x-forwarded-proto': 'https' } })),
  });

  probe({
    key: 'app.expose_config',
    title: 'the configuration is shown to whom it may be shown',
    description: 'Somebody who is not signed in asks for `/.well-known/lockstep`.',
    a: { value: 'authenticated', sees: '401 authentication-required' },
    b: { value: 'public', sees: '200' },
    observe: async ({ url }) => outcomeOf(await ask(url, '/.well-known/lockstep')),
  });

  probe({
    key: 'app.body_limit',
    title: 'a body over the limit is refused',
    description: 'A request with a body of 5000 bytes is sent.',
    a: { value: '1KB', sees: '413 body-too-large' },
    b: { value: '10KB', sees: '204' },
    observe: async ({ url }) => {
      const headers = { origin: url, 'content-type': 'application/json' };
      const body = JSON.stringify('x'.repeat(4998));
      return outcomeOf(await ask(url, '/auth/web/logout', { method: 'POST', headers, body }));
    },
  });

  probe({
    key: 'app.shutdown_grace',
    title: 'a request in flight may finish within the grace',
    description: 'The server shuts down while a request is being sent; the rest of it comes later.',
    a: { value: '0s', sees: 'the request is cut off' },
    b: { value: '1h', sees: 'the request is answered' },
    observe: async ({ url, server }) => {
      const { hostname, port } = new URL(url);
      const headers = {
        origin: url,
        'content-type': 'application/json',
        'content-length': '2',
        expect: '100-continue',
      };
      const path = '/auth/web/logout';
      const inFlight = httpRequest({ hostname, port, path, method: 'POST', headers, agent: false });
      inFlight.flushHeaders();
      await once(inFlight, 'continue');
      const outcome = responseTo(inFlight).then(
        () => 'the request is answered',
        () => 'the request is cut off',
      );
      const closed = server.close();
      // Timers of one process fire in the order of their deadlines: a grace of nothing is over after this one.
      await setTimeout(20);
      inFlight.end('{}');
      await Promise.all([outcome, closed]);
      return outcome;
    },
  });
});
