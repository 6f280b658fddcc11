import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Settings } from '../settings/index.ts';
import type { SessionOrigin } from './session-record.ts';

const MAX_USER_AGENT = 256;
/** Versions change while a session lives: browsers update themselves. */
const VERSION = /\d+(?:[._]\d+)*/g;

/** How many leading bits of an address make a network. */
type NetworkSizes = Pick<
  Settings['security']['session'],
  'binding_ip_prefix_v4' | 'binding_ip_prefix_v6'
>;

/** A way in which a session may be noticed to come from somewhere else. */
export type OriginSignal = 'user_agent' | 'ip';

/** Where a request comes from. */
export function originOf(request: FastifyRequest): SessionOrigin {
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT);
  return { userAgent, address: request.ip };
}

/** The signals in which two origins differ by meaning: another browser or system, another network. */
export function differences(
  begun: SessionOrigin,
  now: SessionOrigin,
  { binding_ip_prefix_v4: v4, binding_ip_prefix_v6: v6 }: NetworkSizes,
): readonly OriginSignal[] {
  const signals: OriginSignal[] = [];
  if (!isSameBrowser(begun.userAgent, now.userAgent)) signals.push('user_agent');
  if (!isSameNetwork(begun.address, now.address, { v4, v6 })) signals.push('ip');
  return signals;
}

function isSameBrowser(one: string, other: string): boolean {
  return one === other || one.replace(VERSION, '') === other.replace(VERSION, '');
}

/** An IPv4 address in IPv6 form is that IPv4 address. */
function isSameNetwork(
  one: string,
  other: string,
  bits: { readonly v4: number; readonly v6: number },
): boolean {
  if (one === other) return true;
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  const [first, second] = [ipaddr.process(one), ipaddr.process(other)];
  if (first.kind() !== second.kind()) return false;
  return first.match(second, first.kind() === 'ipv4' ? bits.v4 : bits.v6);
}
