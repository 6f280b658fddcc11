/**
 * The example configuration with other ports: that of the server for 8000, that of its provider for 8001. Both are put in
 * at once, as the first one may hold the digits of the second.
 */
export function atPorts(config: string, server: number, provider: number): string {
  return config.replaceAll(/800[01]/gu, (port) => String(port === '8000' ? server : provider));
}
