import type { Position, Span } from '@lockstep/config';
import { TagError } from '../tag/tag.ts';
import type { Tag, TagAttribute } from '../tag/tag.ts';
import { SourceError } from '../sources/errors.ts';
import type { Source, Sources } from '../sources/source.ts';

/** Mistakes in a tag's `file`, as opposed to mistakes in the file. */
const TAG_MISTAKES: ReadonlySet<string> = new Set(['unknown-file', 'path-refused']);

/** An attribute with a value. */
export type ValueAttribute = TagAttribute & { readonly value: string };

/** A named attribute of a tag that has a value. */
export function attributeOf(tag: Tag, name: string): ValueAttribute | undefined {
  return tag.attributes.filter(hasValue).find((attribute) => attribute.name === name);
}

/** The bare word in first place, such as a key. */
export function positionalOf(tag: Tag): ValueAttribute {
  const word = tag.attributes.filter(hasValue).find(({ name }) => name === undefined);
  if (word) return word;
  throw new TagError('missing-key', `\`${tag.name}\` needs a key`, tag.span);
}

/** The value of a named attribute. */
export function valueOf(tag: Tag, name: string): string | undefined {
  return attributeOf(tag, name)?.value;
}

/**
 * The value of an attribute that allows certain values; the parser names them, and refuses others, without regard to case.
 */
export function choiceOf<Choice extends string>(
  tag: Tag,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = valueOf(tag, name)?.toLowerCase();
  return choices.find((choice) => choice === value);
}

/** Whether a flag is set. */
export function hasFlag(tag: Tag, name: string): boolean {
  return tag.attributes.some((attribute) => attribute.name === name);
}

/** The names or globs of an attribute that takes several, split at commas. */
export function namesIn(attribute: TagAttribute | undefined): readonly string[] | undefined {
  if (typeof attribute?.value !== 'string') return undefined;
  const names = attribute.value.split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length > 0) return filled;
  throw new TagError(
    'invalid-value',
    `\`${attribute.name}\` names no key; expected names or globs with commas between them`,
    attribute.valueSpan,
  );
}

/** Where one of the names of an attribute stands; the whole value where that is not known. */
export function spanOfName(attribute: ValueAttribute, name: string): Span {
  const { value, valueSpan } = attribute;
  const names = value.split(',');
  const index = names.findIndex((each) => each.trim() === name);
  if (index < 0) return valueSpan;
  const rest = names.slice(index).join(',');
  const start = value.length - rest.trimStart().length;
  return spanWithin(attribute, start, start + name.length);
}

/** Where a stretch of a value stands on the page; the whole value where escapes or line ends have moved what is in it. */
export function spanWithin({ value, valueSpan }: ValueAttribute, start: number, end: number): Span {
  const { start: from, end: to } = valueSpan;
  const isPlain = from.line === to.line && to.offset - from.offset === value.length;
  return isPlain ? { start: shifted(from, start), end: shifted(from, end) } : valueSpan;
}

function shifted({ line, column, offset }: Position, by: number): Position {
  return { line, column: column + by, offset: offset + by };
}

/**
 * The source that a tag reads.
 *
 * @throws {TagError} at the `file` attribute, when no such source exists or the path is refused
 * @throws {SourceError} when the source itself has errors
 */
export function sourceOf(tag: Tag, sources: Sources): Source {
  const file = attributeOf(tag, 'file');
  return file ? sourceAt(file, sources) : sources.get();
}

/** The source that an attribute names. @throws as {@link sourceOf} does, at that attribute */
export function sourceAt({ value, valueSpan }: ValueAttribute, sources: Sources): Source {
  try {
    return sources.get(value);
  } catch (error) {
    const problem = error instanceof SourceError ? error.problems[0] : undefined;
    if (!problem || !TAG_MISTAKES.has(problem.code)) throw error;
    throw new TagError(problem.code, problem.message, valueSpan, problem.nearest);
  }
}

/** Whether an error says that the whole source is not there, which `optional` accepts. */
export function isMissingSource(error: unknown): boolean {
  if (error instanceof TagError) return error.code === 'unknown-file';
  return (
    error instanceof SourceError && error.problems.every(({ code }) => code === 'file-not-found')
  );
}

function hasValue(attribute: TagAttribute): attribute is ValueAttribute {
  return typeof attribute.value === 'string';
}
