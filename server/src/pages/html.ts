const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** HTML that is safe to send; made by {@link html} alone. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Builds HTML. Every inserted value is escaped, unless it is {@link Markup} itself. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const parts = strings.map(
    (text, index) => text + (index in values ? insert(values[index]!) : ''),
  );
  return new Markup(parts.join(''));
}

/** Sentences of our own, in which what stands between backticks is code. */
export function prose(text: string): readonly Markup[] {
  return text.split('`').map((part, index) => {
    return index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`;
  });
}

function insert(value: string | number | Markup | readonly Markup[]): string {
  if (value instanceof Markup) return String(value);
  if (typeof value === 'object') return value.join('');
  return String(value).replaceAll(/[&<>"']/gu, (character) => ESCAPES.get(character) ?? '');
}
