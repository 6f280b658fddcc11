import { formatKeyPath, isWithin, nearestName, parseKeyPath } from '@lockstep/config';
import type { EffectiveValue, KeyPath, Setting } from '@lockstep/config';
import type { Source } from '../sources/source.ts';

/** What a source knows about one key: a value, a declaration, or both. */
export interface KnownKey {
  /** The key's own path, also when it was asked for by an old name. */
  readonly path: KeyPath;
  readonly setting: Setting | undefined;
  readonly effective: EffectiveValue | undefined;
}

/** Why a key is not known. */
export interface UnknownKey {
  readonly message: string;
  readonly nearest: string | undefined;
  /** What the name stands for instead, when it is that of a section. */
  readonly section?: KeyPath;
}

/** Finds a key by its name or an old name of it, with or without the `[]` of lists. */
export function lookUp(source: Source, key: string): KnownKey | UnknownKey {
  const path = parseKeyPath(key.replace(/\[\]$/, ''));
  if (!path)
    return {
      message: `${JSON.stringify(key)} is no key; expected names with dots between them`,
      nearest: undefined,
    };
  const own = findOwn(source, path);
  if (own) return own;
  const target = source.schema?.findAlias(path);
  if (target) return findOwn(source, target.path) ?? { ...target, effective: undefined };
  // A value with a mistake in it has no effect, but its key is known.
  if (isWritten(source, path)) return { path, setting: undefined, effective: undefined };
  return explainUnknown(source, path);
}

/** Narrows the outcome of {@link lookUp}. */
export function isKnown(outcome: KnownKey | UnknownKey): outcome is KnownKey {
  return 'path' in outcome;
}

function findOwn({ resolved, schema }: Source, path: KeyPath): KnownKey | undefined {
  const effective = resolved.values.get(formatKeyPath(path)) ?? findDotted(resolved.values, path);
  const setting = effective?.setting ?? schema?.find(path);
  if (!effective && !setting) return undefined;
  return { path: effective?.path ?? path, setting, effective };
}

function isWritten({ documents }: Source, path: KeyPath): boolean {
  const key = formatKeyPath(path);
  return documents.some(({ entries }) =>
    entries.some((entry) => !entry.disabled && formatKeyPath(entry.path) === key),
  );
}

/** Dialects that do not nest hold a dotted name as one segment; people write it with dots all the same. */
function findDotted(
  values: ReadonlyMap<string, EffectiveValue>,
  path: KeyPath,
): EffectiveValue | undefined {
  const dotted = path.join('.');
  return [...values.values()].find((value) => value.path.join('.') === dotted);
}

function explainUnknown({ resolved, schema }: Source, path: KeyPath): UnknownKey {
  const shown = formatKeyPath(path);
  const paths = [...resolved.values.values()].map((value) => value.path);
  const isSection = schema?.isSection(path) || paths.some((each) => isWithin(each, path));
  if (isSection) {
    const message = `\`${shown}\` is a section, not a key; \`ini-include\` with \`section=${shown}\` shows it`;
    return { message, nearest: undefined, section: path };
  }
  const nearest = schema?.nearest(path) ?? nearestName(shown, resolved.values.keys());
  return { message: `There is no key \`${shown}\``, nearest };
}
