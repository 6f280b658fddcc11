import { type Cut, cutsOf, shiftCuts } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import { pemCuts } from './pem.ts';
import { randomCuts } from './random-text.ts';

/**
 * Values that are secret by what they look like. A group `secret` marks the part to hide. Prefixes are those that their
 * issuers publish for secret scanning.
 */
const SHAPES: readonly RegExp[] = [
  // JWS and JWE in compact form (RFC 7515, RFC 7516): a base64url JSON object, then more parts.
  /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  // Credentials of an Authorization header (RFC 6750, RFC 7617).
  /\b(?:bearer|basic)[ \t]+(?<secret>(?=[\w.~+/-]*[\d_~+/=])[\w.~+/-]{8,}=*)/dgi,
  // Password hashes: crypt, bcrypt, scrypt, PBKDF2, Argon2.
  /\$(?:2[abxy]|[156y]|scrypt|pbkdf2[\w-]*|argon2(?:id|i|d))\$[\w./+,=$-]{8,}/g,
  // GitHub, GitLab, npm, PyPI, Hugging Face
  /\b(?:gh[oprsu]_\w{16,}|github_pat_\w{16,}|gl(?:pat|ptt|rt)-[\w-]{16,}|npm_\w{20,}|pypi-[\w-]{20,}|hf_\w{20,})/g,
  // Slack tokens and incoming webhooks
  /\bxox[abeoprs]-[\w-]{10,}|\bxapp-[\w-]{10,}|\bhooks\.slack\.com\/services\/(?<secret>[\w/-]{10,})/dg,
  // Amazon, Google, DigitalOcean, HashiCorp Vault
  /\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,}|do[opr]_v1_\w{20,}|hv[bs]\.[\w-]{20,})/g,
  // Stripe, SendGrid, Shopify, OpenAI and its kin, age
  /\b(?:[rs]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|shp(?:at|ca|pa|ss)_\w{16,})/g,
  /\bsk-[\w-]{20,}|\bAGE-SECRET-KEY-1\w{20,}/g,
];

/**
 * The password of `scheme://user:password@host` (RFC 3986, section 3.2.1), up to the last `@` even where it holds
 * characters that should have been percent-encoded. A port is no password.
 */
const URL_PASSWORD = /:\/\/[^\s/?#:@]*:(?!\d{1,5}(?:[/?#\s"',]|$))(?<secret>(?:(?!:\/\/)\S)+)@/dg;
/** The same in one value, where the password may even hold spaces. */
const URL_PASSWORD_IN_VALUE =
  /:\/\/[^\s/?#:@]*:(?!\d{1,5}(?:[/?#\s"',]|$))(?<secret>(?:(?!:\/\/)[^\r\n])+)@/dg;

/** Shorter values have no secret shape, unless they hold one of these characters: most values are passed over by this. */
const SHORTEST_SHAPE = 15;
const SHORT_SHAPE_MARK = /[$@ ]/;

/** Everything in a text that is secret by shape: PEM blocks, tokens, URL passwords, random strings. */
export function shapeCuts(text: string): readonly Cut[] {
  return [
    ...pemCuts(text),
    ...SHAPES.flatMap((shape) => cutsOf(text, shape)),
    ...passwordCuts(text, URL_PASSWORD),
    ...randomCuts(text),
  ];
}

/** {@link shapeCuts} for the text of one value. */
export function valueShapeCuts(text: string): readonly Cut[] {
  if (text.length < SHORTEST_SHAPE && !SHORT_SHAPE_MARK.test(text)) return [];
  return [...shapeCuts(text), ...passwordCuts(text, URL_PASSWORD_IN_VALUE)];
}

/** References to the environment in a password are shown. */
function passwordCuts(text: string, pattern: RegExp): readonly Cut[] {
  return cutsOf(text, pattern).flatMap(({ start, end }) =>
    shiftCuts(literalParts(text.slice(start, end)), start),
  );
}
