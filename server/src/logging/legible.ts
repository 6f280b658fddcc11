/** What JSON leaves as it is and terminals obey: C1 control characters, bidirectional and invisible ones, separators. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A line of the log with such characters as JSON escapes (`\u009b`); colours and line ends stay (ASVS 5.0 16.4.1). */
export function legible(line: string): string {
  return line.replaceAll(UNSAFE, (character) => {
    const units = Array.from({ length: character.length }, (_, index) =>
      character.charCodeAt(index),
    );
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}
