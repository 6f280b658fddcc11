import * as z from 'zod';
import type { ScalarReader } from './reading.ts';

/** One label of RFC 1123, plus the underscore that container networks use. */
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i;
const IPV4 = z.ipv4();
const IPV6 = z.ipv6();
const WITH_PORT = /^(.*?)(?::(\d{1,5}))?$/;
const LONGEST_NAME = 253;
const LARGEST_PORT = 65_535;

/** Whether a text is a host name (RFC 1123), an IPv4 or IPv6 address, with an optional port (`[::1]:8000`). */
function isHost(text: string): boolean {
  if (IPV6.safeParse(text).success) return true;
  const [, host = '', port] = WITH_PORT.exec(text) ?? [];
  if (port !== undefined && Number(port) > LARGEST_PORT) return false;
  if (host.startsWith('[') && host.endsWith(']')) return IPV6.safeParse(host.slice(1, -1)).success;
  return IPV4.safeParse(host).success || isHostName(host);
}

/** Reads a host setting. */
export const readHost: ScalarReader = (text) =>
  isHost(text)
    ? { value: text }
    : { expected: 'a host name or an IP address, with or without a port' };

function isHostName(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  const labels = name.split('.');
  const looksNumeric = labels.every((label) => /^\d+$/.test(label));
  return name.length <= LONGEST_NAME && !looksNumeric && labels.every((label) => LABEL.test(label));
}
