import type { IncomingHttpHeaders } from 'node:http';

/** Fields that are for the next hop alone (RFC 9110, section 7.6.1; RFC 9113, section 3.2.1 for `HTTP2-Settings`). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Says which fields end here: those of the standard, `Proxy-*`, and those that `Connection` names. */
export function hopByHopFields(headers: IncomingHttpHeaders): (name: string) => boolean {
  const named = (headers.connection ?? '').toLowerCase().split(',');
  const ends = new Set([...HOP_BY_HOP, ...named.map((name) => name.trim())]);
  return (name) => ends.has(name) || name.startsWith('proxy-');
}
