import { formatKeyPath, nearestName, parseKeyPath } from '@lockstep/config';
import type { EffectiveValue, KeyPath, Setting } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { indexOf } from './source-index.ts';

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
  if (indexOf(source).written.has(formatKeyPath(path)))
    return { path, setting: undefined, effective: undefined };
  return explainUnknown(source, path);
}

/** Narrows the outcome of {@link lookUp}. */
export function isKnown(outcome: KnownKey | UnknownKey): outcome is KnownKey {
  return 'path' in outcome;
}

function findOwn(source: Source, path: KeyPath): KnownKey | undefined {
  const own = source.resolved.values.get(formatKeyPath(path));
  const effective = own ?? indexOf(source).byDots.get(path.join('.'));
  const setting = effective?.setting ?? source.schema?.find(path);
  if (!effective && !setting) return undefined;
  return { path: effective?.path ?? path, setting, effective };
}

function explainUnknown(source: Source, path: KeyPath): UnknownKey {
  const { resolved, schema } = source;
  const shown = formatKeyPath(path);
  const isSection = schema?.isSection(path) || indexOf(source).below.has(shown);
  if (isSection) {
    const message = `\`${shown}\` is a section, not a key; \`ini-include\` with \`section=${shown}\` shows it`;
    return { message, nearest: undefined, section: path };
  }
  const nearest = schema?.nearest(path) ?? nearestName(shown, resolved.values.keys());
  return { message: `There is no key \`${shown}\``, nearest };
}
