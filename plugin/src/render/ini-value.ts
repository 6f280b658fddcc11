import { describeDuration, describeSize, parseDuration, parseSize } from '@lockstep/config';
import type { EffectiveValue, Value } from '@lockstep/config';
import type { Source, Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag, TagAttribute } from '../tag/tag.ts';
import { attributeOf, sourceOf } from './attributes.ts';
import { environmentName } from './environment-name.ts';
import { code, enumerate, sentence, text } from './inline.ts';
import type { InlineNode } from './inline.ts';
import { isKnown, lookUp } from './lookup.ts';
import type { KnownKey } from './lookup.ts';
import { hiddenValue, isHidden, NOT_SET, scrub, shownValue, valueNodes } from './shown-value.ts';

/** A key that has a value which may be shown. */
interface Subject {
  readonly effective: EffectiveValue;
  readonly source: Source;
  readonly tag: Tag;
}

/** The ways to write a value, by the name in `as=`. `env-name` is about the key, and so not among them. */
const WRITERS: ReadonlyMap<string, (subject: Subject) => readonly InlineNode[]> = new Map([
  ['duration', writeDuration],
  ['bytes', writeBytes],
  ['raw', writeRaw],
  ['list', writeList],
]);

/**
 * `<% ini-value security.session.idle_timeout as=duration %>`: the effective value of a key, in running text. Numbers
 * and words become text, what has punctuation in it becomes code. A secret shows as `[redacted]`, as the reference that
 * it is read from, or as "not set".
 *
 * @throws {TagError} `unknown-key`, `no-value`, `no-variable`, `invalid-value`, `unknown-file`
 */
export function renderValue(tag: Tag, sources: Sources): readonly InlineNode[] {
  const source = sourceOf(tag, sources);
  const key = keyOf(tag);
  const known = lookUp(source, key.value);
  if (!isKnown(known))
    throw new TagError('unknown-key', known.message, key.valueSpan, known.nearest);
  const as = attributeOf(tag, 'as')?.value.toLowerCase();
  if (as === 'env-name') return [code(variableOf(known, key))];
  const { effective } = known;
  if (!effective) return writeAbsent(known, key);
  if (isHidden(effective, source.redactor)) return hiddenValue(effective, source.redactor);
  const subject = { effective, source, tag };
  const nodes = WRITERS.get(as ?? '')?.(subject) ?? shownValue(effective, source.redactor);
  return nodes.map((node) => scrub(node, effective.path, source.redactor));
}

function keyOf(tag: Tag): TagAttribute & { readonly value: string } {
  const key = tag.attributes.find(({ name }) => name === undefined);
  if (key && typeof key.value === 'string') return { ...key, value: key.value };
  throw new TagError('missing-key', `\`${tag.name}\` needs a key`, tag.span);
}

function variableOf({ path, setting }: KnownKey, key: TagAttribute): string {
  const variable = setting && environmentName(setting, path);
  if (variable !== undefined) return variable;
  throw new TagError('no-variable', `No environment variable sets \`${key.value}\``, key.valueSpan);
}

function writeAbsent({ setting }: KnownKey, key: TagAttribute): readonly InlineNode[] {
  if (setting?.secret) return [text(NOT_SET)];
  if (setting?.defaultNote !== undefined) return sentence(setting.defaultNote);
  const message = `\`${key.value}\` has no value: no file sets it, and it has no default`;
  throw new TagError('no-value', message, key.valueSpan);
}

function writeDuration({ effective, tag }: Subject): readonly InlineNode[] {
  const { value, setting } = effective;
  if (isReference(value)) return [code(value)];
  const unit = setting?.type === 'duration' ? setting.unit : 'seconds';
  const amount = typeof value === 'string' ? parseDuration(value) : value;
  if (typeof amount === 'number') return [text(describeDuration(amount, unit))];
  throw notA('duration', 'a duration such as 30m or a number of seconds', effective, tag);
}

function writeBytes({ effective, tag }: Subject): readonly InlineNode[] {
  const { value } = effective;
  if (isReference(value)) return [code(value)];
  const amount = typeof value === 'string' ? parseSize(value) : value;
  if (typeof amount === 'number') return [text(describeSize(amount))];
  throw notA('bytes', 'a size such as 100KB or a number of bytes', effective, tag);
}

/** As written in the file, quotes included; a value that no file sets, as its layer has it. */
function writeRaw({ effective, source }: Subject): readonly InlineNode[] {
  const isFromFile = effective.provenance.layer === 'file';
  const texts = isFromFile
    ? effective.entries.map((entry) => source.redactor.value(entry))
    : [effective.source];
  return enumerate(texts.map(code));
}

function writeList({ effective }: Subject): readonly InlineNode[] {
  const { value, setting } = effective;
  return Array.isArray(value) ? valueNodes(value, setting) : valueNodes([value], setting);
}

/** Without the environment a reference stays as written: what it will be is not known here. */
function isReference(value: Value): value is string {
  return typeof value === 'string' && /\$\{/.test(value);
}

function notA(as: string, expected: string, { setting }: EffectiveValue, tag: Tag): TagError {
  const attribute = attributeOf(tag, 'as');
  const type = setting ? `a key of type ${setting.type}` : 'another text';
  const message = `\`as=${as}\` needs ${expected}; this is ${type}`;
  return new TagError('invalid-value', message, attribute?.valueSpan ?? tag.span);
}
