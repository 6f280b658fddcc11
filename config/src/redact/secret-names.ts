/** A word that makes a name secret wherever it stands in it, also as the end of a longer one (`PGPASSWORD`). */
const SECRET_WORD =
  /(?:passwor[dt]|passwd|passphrase|passcode|secret|token|credential|(?:api|private|secret|access)key)s?$|^(?:pwd?|psk|pepper|creds|authorization|bearer)$/;

/** Words that make a name secret as its last one: `db_pass`. */
const SECRET_LAST_WORDS: ReadonlySet<string> = new Set(['pass', 'salt']);

/** Whole names that are secret and follow no rule: npm's `_auth`, Vault's `secret_id`. */
const SECRET_NAMES: ReadonlySet<string> = new Set(['_auth', 'secret_id']);

/** What a key is for, where such a key is secret: `api_key`, `signing_keys`. A bare `key` says nothing. */
const KEY_PURPOSES: ReadonlySet<string> = new Set(
  [
    'api access account admin app auth client cookie crypt crypto decryption encrypt encryption hash hmac jwt license',
    'master private secret service session shared sign signature signing ssh storage symmetric',
  ].flatMap((line) => line.split(' ')),
);

/** Last words that make a name speak *about* a secret: where it is kept, how long it lives, what it is called. */
const ABOUT_WORDS: ReadonlySet<string> = new Set(
  [
    'file files filename path paths dir directory folder env var variable variables',
    'ttl age lifetime expiry expires expiration timeout window interval grace skew second seconds minute minutes hours days ms',
    'length len size bits count limit min max minimum maximum cost rounds iterations version budget burst rate',
    'algorithm algorithms alg algs method methods type types format encoding mode policy encryption strategy rotation provider store',
    'name names header headers prefix suffix field fields param parameter claim claims scheme issuer audience id ids',
    'url uri endpoint host hint label placeholder description pattern regex',
    'enabled disabled required optional allowed supported binding validation verification',
  ].flatMap((line) => line.split(' ')),
);

/** First words of switches and bounds: `require_password`, `minPasswordLength`. */
const ABOUT_FIRST_WORDS: ReadonlySet<string> = new Set(
  'allow disable enable enforce has is max maximum min minimum num require requires revoke show skip'.split(
    ' ',
  ),
);

/** Last words of sections that hold nothing but secrets: `[secrets]`, `client_secret:` with something below. */
const SECRET_SECTION_WORD = /^(?:secrets?|passwords?|passwd|passphrases?|credentials?)$/;

/** Values that no secret has: nothing, and yes or no. */
const HARMLESS_VALUE = /^(?:true|false|on|off|yes|no|null|none|nil|~|undefined|)$/i;

/**
 * Whether a key's name says that its value is secret. Names are split at case changes and at everything that is no
 * letter or digit, so `clientSecret`, `client-secret` and `CLIENT_SECRET` are one name. Names that only speak about a
 * secret do not count: `*_file`, `*_path`, `*_env_var`, `min*Length`, `key_prefix`, `*_ttl`, `*_max_age`.
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (SECRET_NAMES.has(name)) return true;
  if (last === undefined || ABOUT_WORDS.has(last)) return false;
  if (words.length > 1 && ABOUT_FIRST_WORDS.has(words[0]!)) return false;
  return (
    SECRET_LAST_WORDS.has(last) ||
    words.some((word) => SECRET_WORD.test(word)) ||
    containsSecretKey(words)
  );
}

/** Whether everything in a section of this name is secret, except what only speaks about a secret. */
export function isSecretSection(section: string, key: string): boolean {
  const words = wordsOf(section);
  const isSecret = SECRET_SECTION_WORD.test(words.at(-1) ?? '') || endsInSecretKey(words);
  return isSecret && !ABOUT_WORDS.has(wordsOf(key).at(-1) ?? '');
}

/** Whether a value is too plain to be a secret, whatever its key is called. */
export function isHarmlessValue(text: string): boolean {
  return HARMLESS_VALUE.test(text.trim());
}

/** The same anywhere in a name: `secret_key_base`, `signing_key_2`. */
function containsSecretKey(words: readonly string[]): boolean {
  return words.some((_, index) => endsInSecretKey(words.slice(0, index + 1)));
}

/** Whether a name ends in "key" with a purpose before it that such keys are secret for. */
function endsInSecretKey(words: readonly string[]): boolean {
  const isKey = words.at(-1) === 'key' || words.at(-1) === 'keys';
  return isKey && !words.includes('public') && KEY_PURPOSES.has(words.at(-2) ?? '');
}

function wordsOf(name: string): readonly string[] {
  const spaced = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();
  return spaced.match(/[\p{L}\p{N}]+/gu) ?? [];
}
