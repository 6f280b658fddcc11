const MAX_LENGTH = 1024;
const MAX_DECODINGS = 4;
/** Control characters, spaces and backslashes: browsers drop or rewrite them, and so read another address than we do. */
const UNSAFE = /[\p{Cc} \\]/u;
const ABSOLUTE = /^https?:\/\/[^/]/iu;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/iu;

/** Where `return_to` may lead. */
export interface ReturnToRules {
  /** `app.public_url`. */
  readonly publicUrl: string;
  /** `oidc.allowed_redirect_hosts`: `host` or `host:port`. */
  readonly allowedHosts: readonly string[];
}

/**
 * The address that `return_to` stands for: a path of this server, or an absolute URL on an allowed host. Scheme, host
 * and port have to match (ASVS 5.0 3.7.2, RFC 9700 section 4.11).
 *
 * @returns the normalised address; `undefined` when it is not allowed
 */
export function parseReturnTo(text: string, rules: ReturnToRules): string | undefined {
  if (text.length > MAX_LENGTH || UNSAFE.test(text)) return undefined;
  const own = new URL(rules.publicUrl).origin;
  if (text.startsWith('/')) return normalise(text, own, own);
  if (!ABSOLUTE.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  const allowed = [own, ...rules.allowedHosts.flatMap((host) => originsOf(host, own))];
  return allowed.includes(url.origin) ? normalise(text, url.origin, own) : undefined;
}

/** An entry means https, or http too where the host is this machine and the server itself is on plain http. */
function originsOf(host: string, own: string): readonly string[] {
  const schemes = own.startsWith('http:') && LOOPBACK.test(host) ? ['https:', 'http:'] : ['https:'];
  return schemes
    .map((scheme) => `${scheme}//${host}`)
    .filter((text) => URL.canParse(text))
    .map((text) => new URL(text).origin);
}

/** Own addresses become paths, so that nothing but the host that the browser is on can be meant by them. */
function normalise(text: string, origin: string, own: string): string | undefined {
  if (!URL.canParse(text, origin)) return undefined;
  const url = new URL(text, origin);
  if (url.origin !== origin || url.href.length > MAX_LENGTH || !isPlainPath(url.pathname))
    return undefined;
  return origin === own ? url.href.slice(origin.length) : url.href;
}

/** Whether the path stays one however often something on the way decodes it. */
function isPlainPath(path: string): boolean {
  let current = path;
  for (let round = 0; round <= MAX_DECODINGS; round += 1) {
    if (current.startsWith('//') || /[\p{Cc}\\]/u.test(current)) return false;
    const decoded = decode(current);
    if (decoded === current) return true;
    if (decoded === undefined) return false;
    current = decoded;
  }
  return false;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
