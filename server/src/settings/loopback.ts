/** Whether a host name of a URL is this machine itself (RFC 6761, section 6.3; RFC 1122; RFC 4291). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/u.test(hostname);
}
