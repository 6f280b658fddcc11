import { formatKeyPath, isWithin, nearestName, parseKeyPath } from '@lockstep/config';
import type { KeyPath } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import {
  attributeOf,
  choiceOf,
  hasFlag,
  isMissingSource,
  namesIn,
  spanOfName,
} from './attributes.ts';
import { indexOf } from './source-index.ts';
import type { KeyEntry } from './source-index.ts';

/** What a tag is about, by keys rather than by lines of a file. */
export interface SelectedKeys {
  /** `[]` where the tag names no section. */
  readonly section: KeyPath;
  readonly entries: readonly KeyEntry[];
}

/** What `optional` accepts, by error code. */
const ABSENCES: ReadonlySet<string> = new Set([
  'unknown-section',
  'unknown-key',
  'empty-selection',
]);

/** Renders a tag; with `optional`, what is not there becomes nothing. */
export function unlessAbsent<Node>(tag: Tag, render: () => readonly Node[]): readonly Node[] {
  try {
    return render();
  } catch (error) {
    const isAbsent = error instanceof TagError && ABSENCES.has(error.code);
    if (hasFlag(tag, 'optional') && (isAbsent || isMissingSource(error))) return [];
    throw error;
  }
}

/** The path that the attribute `section` names. @throws {TagError} `invalid-value` */
export function sectionPath(tag: Tag): KeyPath | undefined {
  const attribute = attributeOf(tag, 'section');
  if (!attribute) return undefined;
  const path = parseKeyPath(attribute.value);
  if (path) return path;
  const message = `${JSON.stringify(attribute.value)} is no section name; expected names with dots between them`;
  throw new TagError('invalid-value', message, attribute.valueSpan);
}

/**
 * The keys that a tag selects of all that a source declares and sets.
 *
 * @param isWanted a condition beside those of the tag
 * @throws {TagError} `unknown-section`, `unknown-key`, `empty-selection`, `invalid-value`
 */
export function selectKeys(
  tag: Tag,
  source: Source,
  isWanted: (entry: KeyEntry) => boolean = () => true,
): SelectedKeys {
  const section = knownSection(tag, source);
  const inSection = (indexOf(source).below.get(formatKeyPath(section)) ?? []).filter(
    (entry) => isWanted(entry) && (!isSelf(tag) || entry.path.length === section.length + 1),
  );
  const keys = filterOf(tag, 'keys', section, inSection);
  const except = filterOf(tag, 'except', section, inSection);
  const entries = inSection.filter(
    ({ path }) => (!keys || keys(path)) && !(except && except(path)),
  );
  if (entries.length > 0) return { section, entries };
  throw new TagError('empty-selection', 'The tag selects no key', tag.span);
}

function isSelf(tag: Tag): boolean {
  return choiceOf(tag, 'depth', ['self']) === 'self';
}

function knownSection(tag: Tag, source: Source): KeyPath {
  const path = sectionPath(tag);
  const attribute = attributeOf(tag, 'section');
  if (!path || !attribute) return [];
  const { below, sectionsByDots } = indexOf(source);
  if (below.has(formatKeyPath(path))) return path;
  const dotted = sectionsByDots.get(path.join('.'));
  if (dotted) return dotted;
  const key = formatKeyPath(path);
  const isKey = source.resolved.values.has(key) || source.schema?.find(path) !== undefined;
  const message = isKey
    ? `\`${key}\` is a key, not a section; select it with \`section\` and \`keys\``
    : `There is no section \`${attribute.value}\``;
  const nearest = isKey ? undefined : nearestName(key, below.keys());
  throw new TagError('unknown-section', message, attribute.valueSpan, nearest);
}

/** A name or glob that matches nothing is a slip; in `except` it would show what was meant to be left out. */
function filterOf(
  tag: Tag,
  name: 'keys' | 'except',
  section: KeyPath,
  entries: readonly KeyEntry[],
): ((path: KeyPath) => boolean) | undefined {
  const attribute = attributeOf(tag, name);
  const globs = namesIn(attribute)?.map((text) => ({ text, pattern: toPattern(text) }));
  if (!attribute || !globs) return undefined;
  const namesOf = (path: KeyPath): readonly string[] => [
    path.at(-1) ?? '',
    formatKeyPath(path.slice(section.length)),
  ];
  for (const { text, pattern } of globs) {
    if (entries.some(({ path }) => namesOf(path).some((each) => pattern.test(each)))) continue;
    const where = section.length > 0 ? ` in section \`${formatKeyPath(section)}\`` : '';
    const message = text.includes('*')
      ? `No key matches \`${text}\`${where}`
      : `There is no key \`${text}\`${where}`;
    const nearest = nearestName(
      text,
      entries.flatMap(({ path }) => namesOf(path)),
    );
    throw new TagError('unknown-key', message, spanOfName(attribute, text), nearest);
  }
  return (path) => namesOf(path).some((each) => globs.some(({ pattern }) => pattern.test(each)));
}

/** A glob in which `*` stands for any characters. */
function toPattern(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}

/** A key as a table of its section shows it: without the section's name. */
export function relativeKey(path: KeyPath, section: KeyPath): KeyPath {
  return isWithin(path, section) ? path.slice(section.length) : path;
}
