import { REDACTED, Secret } from '@lockstep/config';
import type {
  EffectiveValue,
  Json,
  KeyPath,
  Redactor,
  Setting,
  SettingType,
  Value,
} from '@lockstep/config';
import { code, enumerate, text, textOrCode } from './inline.ts';
import type { InlineNode } from './inline.ts';
import { ENGLISH } from './words.ts';
import type { Words } from './words.ts';

/** What is needed to write a value: its type and unit. A key without a schema has neither. */
export type ValueKind = Pick<Setting, 'type' | 'unit'> & Partial<Pick<Setting, 'itemType'>>;

/** What stands for a value that is not there. */
export const NOT_SET = 'not set';

/** How a number or a boolean of a type is written; other types are written by what they look like. */
const WRITERS: Partial<
  Record<SettingType, (value: number, kind: ValueKind, words: Words) => string>
> = {
  duration: (value, { unit }, words) => words.duration(value, unit),
  size: (value, _, words) => words.size(value),
};

/**
 * A value as a sentence would say it: "30 minutes", "100 KB", "true", `https://example.com` as code. Nothing secret:
 * what the redactor hides is hidden, and `${VAR}` is shown.
 */
export function shownValue(
  effective: EffectiveValue,
  redactor: Redactor,
  words: Words = ENGLISH,
): readonly InlineNode[] {
  if (isHidden(effective, redactor)) return hiddenValue(effective, redactor);
  const nodes = valueNodes(effective.value, effective.setting, words);
  return nodes.map((node) => scrub(node, effective.path, redactor));
}

/** Whether a value is hidden as a whole. A password within a URL is hidden on its own, in {@link scrub}. */
export function isHidden(
  { secret, entries, value, path }: EffectiveValue,
  redactor: Redactor,
): boolean {
  if (secret || entries.some((entry) => redactor.isSecret(entry))) return true;
  return textsIn(value).some((each) => redactor.isSecretValue(path, each));
}

/** What may be shown of a hidden value: references to the environment, `[redacted]`, or that it is not set. */
export function hiddenValue(
  { entries, provenance, value }: EffectiveValue,
  redactor: Redactor,
): readonly InlineNode[] {
  if (isEmptySecret(value)) return [text(NOT_SET)];
  // An override from the environment has nothing to show; the file's entries lost against it.
  const isFromFile = provenance.layer === 'file';
  const shown = isFromFile ? entries.map((entry) => unquote(redactor.value(entry))) : [];
  const nodes = shown.map((each) => (each === REDACTED ? text(each) : code(each)));
  return nodes.length > 0 ? enumerate(nodes) : [text(REDACTED)];
}

/** A typed value in words; also for defaults, which come from the schema as JSON. */
export function valueNodes(
  value: Value | Json,
  kind: ValueKind | undefined,
  words: Words = ENGLISH,
): readonly InlineNode[] {
  if (Array.isArray(value)) return listNodes(value, kind, words);
  if (typeof value === 'number') return [text(numberText(value, kind, words))];
  if (typeof value === 'boolean') return [text(String(value))];
  if (value instanceof Secret) return [text(REDACTED)];
  if (typeof value === 'string') return [value === '' ? text('empty') : textOrCode(value)];
  return [code(JSON.stringify(value))];
}

/** Hides what is secret within a value, such as a URL's password, and secrets of other keys that it repeats. */
export function scrub(node: InlineNode, path: KeyPath, redactor: Redactor): InlineNode {
  return { ...node, text: redactor.valueText(path, node.text) };
}

/** An empty secret is as good as none, and so is a list of them. */
function isEmptySecret(value: Value): boolean {
  if (value instanceof Secret) return value.reveal() === '';
  return Array.isArray(value) && value.length > 0 && value.every(isEmptySecret);
}

function textsIn(value: Value): readonly string[] {
  if (value instanceof Secret) return [];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}

/** A list in a sentence. */
export function listNodes(
  items: readonly (Value | Json)[],
  kind: ValueKind | undefined,
  words: Words,
): readonly InlineNode[] {
  if (items.length === 0) return [text('none')];
  const itemKind = kind?.itemType ? { type: kind.itemType, unit: kind.unit } : undefined;
  return enumerate(
    items.flatMap((item) => valueNodes(item, itemKind, words).map(asItem)),
    words,
  );
}

/** An item with a separator in it would read as two. */
function asItem(node: InlineNode): InlineNode {
  return /,| and /.test(node.text) ? code(node.text) : node;
}

function numberText(value: number, kind: ValueKind | undefined, words: Words): string {
  const write = kind && WRITERS[kind.type];
  return write ? write(value, kind, words) : String(value);
}

function unquote(raw: string): string {
  const quote = raw[0];
  const isQuoted = raw.length > 1 && (quote === '"' || quote === "'") && raw.endsWith(quote);
  return isQuoted ? raw.slice(1, -1) : raw;
}
