/** Whether requests may name a host. */
export type AllowsHost = (host: string) => boolean;

/**
 * Makes the test for `app.allowed_hosts`. Case and the default port of the public URL's scheme do not count.
 *
 * @param hosts host names with an optional port
 * @param publicUrl whose scheme says which port is the default
 */
export function allowedHosts(hosts: readonly string[], publicUrl: string): AllowsHost {
  const { protocol } = new URL(publicUrl);
  const allowed = new Set(hosts.map((host) => normalHost(host, protocol) ?? host));
  return (host) => allowed.has(host) || allowed.has(normalHost(host, protocol) ?? '');
}

function normalHost(host: string, protocol: string): string | undefined {
  if (!/^[\w.:[\]-]+$/u.test(host)) return undefined;
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : undefined;
}
