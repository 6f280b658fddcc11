/** Length of the stretches that are looked for: a part of a secret is a leak too. */
const WINDOW = 12;

/** Stretches of a secret, so that one that lost its ends is found as well. */
function stretches(secret: string): readonly string[] {
  const last = secret.length - WINDOW;
  return [...new Set([0, Math.floor(last / 2), last])].map((start) =>
    secret.slice(start, start + WINDOW),
  );
}

/** Base64 of a text at each of the three places that it may have in a group of three bytes, without what neighbours change. */
function base64Forms(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64');
    return encoded.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** How a text may be written in a file: as it is, in UTF-16 of both orders, in hexadecimal, in base64. */
function encodings(text: string): readonly Buffer[] {
  const hex = Buffer.from(text).toString('hex');
  return [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    ...[hex, hex.toUpperCase(), ...base64Forms(text)].map((form) => Buffer.from(form)),
  ];
}

/** Which secrets a file holds, in whatever encoding. The secrets are letters and digits, so that escaping changes nothing. */
export class LeakFinder {
  readonly #needles: readonly (readonly [name: string, bytes: Buffer])[];

  constructor(secrets: Readonly<Record<string, string>>) {
    this.#needles = Object.entries(secrets).flatMap(([name, secret]) =>
      stretches(secret)
        .flatMap(encodings)
        .map((bytes) => [name, bytes] as const),
    );
  }

  /** Names of the secrets that are in it. */
  leaksIn(bytes: Buffer): readonly string[] {
    const found = this.#needles.filter(([, needle]) => bytes.includes(needle));
    return [...new Set(found.map(([name]) => name))];
  }
}
