import ipaddr from 'ipaddr.js';

/** How many leading bits of an address make a network. */
export interface PrefixLengths {
  readonly v4: number;
  readonly v6: number;
}

/**
 * The network of an address in CIDR notation, such as `203.0.113.0/24`: enough to recognise a place, and no address for
 * whoever reads over a shoulder. An IPv4 address in IPv6 form is that IPv4 address.
 *
 * @returns `undefined` for what is no address
 */
export function networkOf(address: string, { v4, v6 }: PrefixLengths): string | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) {
    return `${String(ipaddr.IPv4.networkAddressFromCIDR(`${String(parsed)}/${v4}`))}/${v4}`;
  }
  const text = new ipaddr.IPv6(parsed.toByteArray()).toString();
  return `${String(ipaddr.IPv6.networkAddressFromCIDR(`${text}/${v6}`))}/${v6}`;
}
