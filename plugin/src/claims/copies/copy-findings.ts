import type { Span } from '@lockstep/config';
import type { Finding, Fix } from '../finding.ts';
import type { IndexedKey } from '../key-index.ts';
import { settingPlace } from '../prose/contradiction.ts';
import { rightText } from './copied-value.ts';
import type { CopiedValue } from './fence-values.ts';

/** Turns spans of a fence's text into spans of the page. */
type Placer = (span: Span) => Span;

/** Where a finding in a fence is. */
export interface FencePlace {
  readonly file: string;
  readonly place: Placer;
}

/** A key that the section does not have. */
export function unknownKey(
  name: string,
  nearest: string | undefined,
  value: CopiedValue,
  { file, place }: FencePlace,
): Finding {
  const span = place(value.keySpan);
  const leaf =
    nearest !== undefined && parentOf(nearest) === parentOf(name) ? leafOf(nearest) : undefined;
  return {
    code: 'unknown-key-in-copy',
    severity: 'error',
    message: `There is no key \`${name}\``,
    file,
    span,
    received: `\`${name}\``,
    nearest,
    fix: leaf === undefined ? undefined : edit(`Write ${leaf}`, span, leaf),
  };
}

/** An old name. */
export function renamedKey(
  key: IndexedKey,
  old: string,
  value: CopiedValue,
  { file, place }: FencePlace,
): Finding {
  const span = place(value.keySpan);
  const isNeighbour = parentOf(old) === parentOf(key.name);
  const leaf = leafOf(key.name);
  return {
    code: 'renamed-key-in-copy',
    severity: 'warning',
    message: `\`${old}\` is an old name of \`${key.name}\``,
    file,
    span,
    key: key.name,
    expected: `\`${key.name}\``,
    received: `\`${old}\``,
    fix: isNeighbour ? edit(`Write ${leaf}`, span, leaf) : undefined,
  };
}

/** A value that the key does not take. */
export function invalidValue(
  key: IndexedKey,
  expected: string,
  value: CopiedValue,
  { file, place }: FencePlace,
): Finding {
  return {
    code: 'invalid-value-in-copy',
    severity: 'error',
    message: `\`${key.name}\` does not take this value`,
    file,
    span: valueSpan(value, place),
    key: key.name,
    expected,
    received: receivedText(key, value),
    fix: valueFix(key, value, place),
  };
}

/** A value that the configuration no longer has. */
export function staleCopy(
  key: IndexedKey,
  value: CopiedValue,
  { file, place }: FencePlace,
): Finding {
  const right = rightText(key);
  return {
    code: 'stale-copy',
    severity: 'error',
    message: `This copy is out of date: \`${key.name}\` has another value`,
    file,
    span: valueSpan(value, place),
    key: key.name,
    received: receivedText(key, value),
    expected: right === undefined ? undefined : `\`${right}\``,
    related: settingPlace(key),
    fix: valueFix(key, value, place),
  };
}

/** A secret written out. The finding never shows it. */
export function secretLiteral(
  key: IndexedKey,
  value: CopiedValue,
  { file, place }: FencePlace,
): Finding {
  return {
    code: 'secret-literal-in-copy',
    severity: 'error',
    message: `\`${key.name}\` is a secret, and this looks like a real one`,
    file,
    span: valueSpan(value, place),
    key: key.name,
    expected: 'a reference such as `${VARIABLE}`, or a placeholder',
    fix: undefined,
  };
}

function receivedText({ source, path }: IndexedKey, { items }: CopiedValue): string {
  const texts = items.map(({ text }) => source.redactor.valueText(path, text));
  return `\`${texts.join(', ')}\``;
}

function valueSpan({ items, keySpan }: CopiedValue, place: Placer): Span {
  const first = items[0]?.span ?? keySpan;
  const last = items.at(-1)?.span ?? first;
  return place({ start: first.start, end: last.end });
}

/** The value's text alone, within the quotes that it has. */
function valueFix(key: IndexedKey, { items, isList }: CopiedValue, place: Placer): Fix | undefined {
  const [item] = items;
  const right = rightText(key);
  if (!item || isList || items.length > 1 || right === undefined || item.raw.includes('\n'))
    return undefined;
  const quote = /^(["']).*\1$/s.exec(item.raw)?.[1] ?? '';
  const needsQuotes = quote === '' && !/^[\w.:/+@*-]+(?: [\w.:/+@*-]+)*$/.test(right);
  if (right === '' || needsQuotes || (quote !== '' && /["'\\]/.test(right))) return undefined;
  return edit(`Write ${right}`, place(item.span), `${quote}${right}${quote}`);
}

function edit(description: string, { start, end }: Span, text: string): Fix {
  return { description, edits: [{ start: start.offset, end: end.offset, text }] };
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

function leafOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
