/**
 * A `pattern` of a schema as a regular expression. JSON Schema asks for Unicode mode (2020-12, Core §6.4), but many
 * schemas escape more than that mode allows (`\-`, `\_`); those are read without it.
 *
 * @throws {SyntaxError} when it is no regular expression in either mode
 */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    // oxlint-disable-next-line require-unicode-regexp -- the mode is what the schema's author did not expect
    return new RegExp(pattern);
  }
}
