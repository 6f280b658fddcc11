import ipaddr from 'ipaddr.js';

/** Whether the peer at an address may set forwarded headers. */
export type TrustsPeer = (address: string) => boolean;

/**
 * Makes the test for `app.trusted_proxies`. IPv4 addresses that arrive in IPv6 form (`::ffff:10.0.0.1`) are compared as
 * IPv4.
 *
 * @param ranges address ranges in CIDR notation, checked before
 */
export function trustedPeers(ranges: readonly string[]): TrustsPeer {
  const parsed = ranges.map((range) => ipaddr.parseCIDR(range));
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const peer = ipaddr.process(address);
    return parsed.some(([network, bits]) => {
      return network.kind() === peer.kind() && peer.match(network, bits);
    });
  };
}
