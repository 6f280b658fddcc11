/**
 * A host as browsers write it: lower case, Punycode, IPv6 in its short form, no default port. What is no host stays as
 * it is.
 *
 * @param protocol with its colon, such as `https:`: it says which port is the default
 */
export function normalHost(host: string, protocol: string): string {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : host;
}
