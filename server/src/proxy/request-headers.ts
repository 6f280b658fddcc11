import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.ts';
import { hopByHopFields } from './hop-by-hop.ts';

/** What the upstream gets from this server, or not at all. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'authorization',
  'content-length',
  'cookie',
  'cookie2',
  'expect',
  'forwarded',
  'host',
  'remote-user',
  'true-client-ip',
]);

/**
 * Fields by which gateways and identity-aware proxies tell upstreams who somebody is, where they come from, or that the
 * method or the path is another one. From a client they would be believed.
 */
const GATEWAY_FIELDS = [
  // Where from, where to, and how.
  /^x-(?:forwarded(?:-|$)|real-ip$|client-|cluster-client-ip$|host$|original-|rewrite-url$|ssl-)/u,
  /^x-(?:http-method|method-override$|accel-)/u,
  // Who.
  /^x-(?:auth|consumer-|credential-|remote-|user|webauth-)/u,
  // Both, by the names of single products.
  /^x-(?:amzn-oidc-|envoy-|goog-(?:authenticated-|iap-)|ms-client-|ms-token-|pomerium-)/u,
  /^(?:cf-|fastly-|tailscale-user-)/u,
];

/** What the headers of an upstream request are made from. */
export interface RequestHeaderSource {
  readonly request: FastifyRequest;
  readonly settings: Settings;
  readonly upstream: URL;
  readonly accessToken: string;
}

/**
 * The headers for the upstream: those of the client without cookies, credentials, fields of this hop and claims about
 * the way here, which are made anew (RFC 7239); names with `_` are left out, because some servers read it as `-`.
 */
export function upstreamHeaders(source: RequestHeaderSource): OutgoingHttpHeaders {
  const { request, settings, upstream, accessToken } = source;
  const endsHere = hopByHopFields(request.headers);
  const csrfField = settings.security.csrf.header_name.toLowerCase();
  const kept = Object.entries(request.headers).filter(
    ([name]) =>
      !endsHere(name) &&
      !OWN_FIELDS.has(name) &&
      !GATEWAY_FIELDS.some((field) => field.test(name)) &&
      !name.includes('_') &&
      name !== csrfField,
  );
  return {
    ...Object.fromEntries(kept),
    ...forwardedFields(request.ip, new URL(settings.app.public_url)),
    host: upstream.host,
    authorization: `Bearer ${accessToken}`,
  };
}

/** The fields of a WebSocket handshake (RFC 6455, section 4.1) that {@link upstreamHeaders} takes for hop-by-hop. */
export const HANDSHAKE_FIELDS: OutgoingHttpHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
};

function forwardedFields(client: string, { host, protocol }: URL): OutgoingHttpHeaders {
  const scheme = protocol.slice(0, -1);
  const node = client.includes(':') ? `"[${client}]"` : client;
  return {
    forwarded: `for=${node};host="${host}";proto=${scheme}`,
    'x-forwarded-for': client,
    'x-forwarded-host': host,
    'x-forwarded-proto': scheme,
  };
}
