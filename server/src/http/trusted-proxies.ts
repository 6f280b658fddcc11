import ipaddr from 'ipaddr.js';

/** Length of `::ffff:0:0/96` (RFC 4291, section 2.5.5.2). */
const MAPPED_PREFIX = 96;

/** Whether the peer at an address may set forwarded headers. */
export type TrustsPeer = (address: string) => boolean;

/**
 * Makes the test for `app.trusted_proxies`. IPv4 addresses and ranges in IPv6 form (`::ffff:10.0.0.1`) are compared as
 * IPv4.
 *
 * @param ranges address ranges in CIDR notation, checked before
 */
export function trustedPeers(ranges: readonly string[]): TrustsPeer {
  const parsed = ranges.map((range) => asIPv4(ipaddr.parseCIDR(range)));
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const peer = ipaddr.process(address);
    return parsed.some(([network, bits]) => {
      return network.kind() === peer.kind() && peer.match(network, bits);
    });
  };
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

function asIPv4([network, bits]: Range): Range {
  const isMapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress();
  return isMapped && bits >= MAPPED_PREFIX
    ? [network.toIPv4Address(), bits - MAPPED_PREFIX]
    : [network, bits];
}
