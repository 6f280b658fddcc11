/**
 * Splits one text that stands for a whole list (`TRUSTED_PROXIES=10.0.0.0/8,127.0.0.1/32`): at commas, or, when there
 * is none and `atSpaces` says so, at white space. Empty items are dropped.
 */
export function splitList(text: string, atSpaces: boolean): string[] {
  const separator = atSpaces && !text.includes(',') ? /\s+/ : ',';
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
