const SEPARATOR = '.';
const MAX_SEGMENTS = 255;
/** A segment's head: its length, and in the last bit whether it was base64url. */
const HEAD_BYTES = 4;

/**
 * A token as bytes, exactly. Segments in base64url, such as those of a JWT, take three quarters of their length: the
 * cookie has base64url around everything, once is enough. Nothing is compressed, since lengths would tell about contents
 * (RFC 8725, section 3.6).
 */
export function packToken(token: string): Buffer {
  const segments = token.split(SEPARATOR);
  const parts = segments.length > MAX_SEGMENTS ? [token] : segments;
  return Buffer.concat([Buffer.of(parts.length), ...parts.flatMap(packSegment)]);
}

/** Reads what {@link packToken} made. */
export function unpackToken(packed: Buffer): string {
  const count = packed.readUInt8(0);
  const segments: string[] = [];
  let place = 1;
  while (segments.length < count) {
    const head = packed.readUInt32BE(place);
    const start = place + HEAD_BYTES;
    place = start + (head >> 1);
    segments.push(packed.toString(head & 1 ? 'base64url' : 'utf8', start, place));
  }
  return segments.join(SEPARATOR);
}

function packSegment(segment: string): readonly Buffer[] {
  const bytes = Buffer.from(segment, 'base64url');
  const isPacked = bytes.toString('base64url') === segment;
  const body = isPacked ? bytes : Buffer.from(segment);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(body.length * 2 + Number(isPacked));
  return [head, body];
}
