import { normalHost } from '../settings/normal-host.ts';

/** Whether requests may name a host. */
export type AllowsHost = (host: string) => boolean;

/**
 * Makes the test for `app.allowed_hosts`. Case and the default port of the public URL's scheme do not count; every other
 * spelling of a host (`2130706433` for `127.0.0.1`) is another host.
 *
 * @param hosts host names with an optional port
 * @param publicUrl whose scheme says which port is the default
 */
export function allowedHosts(hosts: readonly string[], publicUrl: string): AllowsHost {
  const { protocol } = new URL(publicUrl);
  const defaultPort = protocol === 'https:' ? ':443' : ':80';
  const allowed = new Set(hosts.map((host) => normalHost(host, protocol)));
  return (host) => {
    const name = host.toLowerCase();
    return allowed.has(name.endsWith(defaultPort) ? name.slice(0, -defaultPort.length) : name);
  };
}
