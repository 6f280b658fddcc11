import { parseDuration, parseSize, REDACTED } from '@lockstep/config';
import type { EffectiveValue, Value } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag, TagAttribute } from '../tag/tag.ts';
import { attributeOf, positionalOf, sourceOf } from './attributes.ts';
import type { ValueAttribute } from './attributes.ts';
import { confirmClaim } from './bound-claim.ts';
import type { Statement } from './bound-claim.ts';
import { environmentName } from './environment-name.ts';
import { isExpression } from './expression.ts';
import { stateExpression } from './derived-value.ts';
import { code, enumerate, plainText, sentence, text } from './inline.ts';
import type { InlineNode } from './inline.ts';
import { isKnown, lookUp } from './lookup.ts';
import type { KnownKey } from './lookup.ts';
import type { Scope } from './scope.ts';
import { hiddenValue, isHidden, NOT_SET, scrub, shownValue, valueNodes } from './shown-value.ts';
import type { Words } from './words.ts';

/** A key that has a value which may be shown. */
interface Subject {
  readonly effective: EffectiveValue;
  readonly source: Source;
  readonly tag: Tag;
  readonly words: Words;
}

/** The ways to write a value, by the name in `as=`. `env-name` is about the key, and so not among them. */
const WRITERS: ReadonlyMap<string, (subject: Subject) => Statement> = new Map([
  ['duration', stateDuration],
  ['bytes', stateBytes],
  ['raw', stateRaw],
  ['list', stateList],
]);

/**
 * `<% ini-value security.session.idle_timeout as=duration %>`: the effective value of a key, in running text. Numbers
 * and words become text, what has punctuation in it becomes code. A secret shows as `[redacted]`, as the reference that
 * it is read from, or as "not set". With a body the tag is a claim: a true one shows as it was written. In quotes stands
 * an expression over keys: `"a.timeout - b.timeout"`.
 *
 * @throws {TagError} `unknown-key`, `no-value`, `no-variable`, `invalid-value`, `unknown-file`, `false-claim`,
 *   `invalid-expression`
 */
export function renderValue(tag: Tag, scope: Scope): readonly InlineNode[] {
  const source = sourceOf(tag, scope.sources);
  const key = positionalOf(tag);
  const statement = isExpression(key.value)
    ? stateExpression(tag, key, source, scope.words)
    : stateKey(tag, key, source, scope.words);
  return tag.body ? confirmClaim(tag.body, statement, source) : statement.nodes();
}

/** What may be said about a key: its value, its variable, or that it has none. */
function stateKey(tag: Tag, key: ValueAttribute, source: Source, words: Words): Statement {
  const known = lookUp(source, key.value);
  if (!isKnown(known))
    throw new TagError('unknown-key', known.message, key.valueSpan, known.nearest);
  const as = attributeOf(tag, 'as')?.value.toLowerCase();
  if (as === 'env-name') return stateVerbatim(key.value, [code(variableOf(known, key))]);
  const { effective } = known;
  if (!effective) return stateAbsent(known, key);
  if (isHidden(effective, source.redactor)) return stateHidden(effective, key, source);
  const subject = { effective, source, tag, words };
  const statement = WRITERS.get(as ?? '')?.(subject) ?? stateValue(subject);
  const nodes = (): readonly InlineNode[] =>
    statement.nodes().map((node) => scrub(node, effective.path, source.redactor));
  return { ...statement, nodes };
}

function variableOf({ path, setting }: KnownKey, key: TagAttribute): string {
  const variable = setting && environmentName(setting, path);
  if (variable !== undefined) return variable;
  throw new TagError('no-variable', `No environment variable sets \`${key.value}\``, key.valueSpan);
}

function stateAbsent({ setting }: KnownKey, key: ValueAttribute): Statement {
  const message = `\`${key.value}\` has no value: no file sets it, and it has no default`;
  return {
    subject: key.value,
    isSecret: setting?.secret === true,
    claimed: { texts: [NOT_SET, setting?.defaultNote ?? NOT_SET] },
    nodes: () => {
      if (setting?.secret) return [text(NOT_SET)];
      if (setting?.defaultNote !== undefined) return sentence(setting.defaultNote);
      throw new TagError('no-value', message, key.valueSpan);
    },
  };
}

/** Of a secret it may be said that it is set, or where it is read from. */
function stateHidden(effective: EffectiveValue, key: ValueAttribute, source: Source): Statement {
  const nodes = hiddenValue(effective, source.redactor);
  const shown = plainText(nodes);
  const told = shown === REDACTED ? [] : [shown];
  const texts = shown === NOT_SET ? told : ['set', ...told];
  return { subject: key.value, isSecret: true, claimed: { texts }, nodes: () => nodes };
}

function stateValue({ effective, source, words, tag }: Subject): Statement {
  const { value, setting: kind } = effective;
  return {
    subject: positionalOf(tag).value,
    claimed: { value, kind, words },
    nodes: () => shownValue(effective, source.redactor, words),
  };
}

function stateDuration(subject: Subject): Statement {
  const { effective, tag, words } = subject;
  const { value, setting } = effective;
  if (isReference(value)) return stateVerbatim(positionalOf(tag).value, [code(value)]);
  const unit = setting?.type === 'duration' ? setting.unit : 'seconds';
  const amount = typeof value === 'string' ? parseDuration(value) : value;
  if (!isAmount(amount))
    throw notA('duration', 'a duration such as 30m or a number of seconds', subject);
  return {
    subject: positionalOf(tag).value,
    claimed: { value: amount, kind: { type: 'duration', unit }, words },
    nodes: () => [text(words.duration(amount, unit))],
  };
}

function stateBytes(subject: Subject): Statement {
  const { effective, tag, words } = subject;
  const { value } = effective;
  if (isReference(value)) return stateVerbatim(positionalOf(tag).value, [code(value)]);
  const amount = typeof value === 'string' ? parseSize(value) : value;
  if (!isAmount(amount)) throw notA('bytes', 'a size such as 100KB or a number of bytes', subject);
  return {
    subject: positionalOf(tag).value,
    claimed: { value: amount, kind: { type: 'size' }, words },
    nodes: () => [text(words.size(amount))],
  };
}

/** As written in the file, quotes included; a value that no file sets, as its layer has it. */
function stateRaw({ effective, source, tag, words }: Subject): Statement {
  const isFromFile = effective.provenance.layer === 'file';
  const texts = isFromFile
    ? effective.entries.map((entry) => source.redactor.value(entry))
    : [effective.source];
  const nodes = texts.map((each) => (each === '' ? text('empty') : code(each)));
  return stateVerbatim(positionalOf(tag).value, enumerate(nodes, words));
}

function stateList({ effective, tag, words }: Subject): Statement {
  const { value, setting } = effective;
  const items = Array.isArray(value) ? value : [value];
  return {
    subject: positionalOf(tag).value,
    claimed: { value: items, kind: setting, words },
    nodes: () => valueNodes(items, setting, words),
  };
}

/** What can be said in one way only. */
function stateVerbatim(subject: string, nodes: readonly InlineNode[]): Statement {
  return { subject, claimed: { texts: [plainText(nodes)] }, nodes: () => nodes };
}

/** Without the environment a reference stays as written: what it will be is not known here. */
function isReference(value: Value): value is string {
  return typeof value === 'string' && /\$\{/.test(value);
}

/** Whether a number is one that can be told in words without a loss. */
function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function notA(as: string, expected: string, { effective, source, tag, words }: Subject): TagError {
  const attribute = attributeOf(tag, 'as');
  const shown = plainText(shownValue(effective, source.redactor, words));
  const message = `\`as=${as}\` needs ${expected}; \`${positionalOf(tag).value}\` is ${shown}`;
  return new TagError('invalid-value', message, attribute?.valueSpan ?? tag.span);
}
