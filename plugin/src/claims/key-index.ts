import { formatKeyPath, isWithin, parseKeyPath } from '@lockstep/config';
import type { EffectiveValue, KeyPath, Setting } from '@lockstep/config';
import { environmentName } from '../render/environment-name.ts';
import { isHidden } from '../render/shown-value.ts';
import type { Source } from '../sources/source.ts';

/** A key that pages may be about. */
export interface IndexedKey {
  readonly source: Source;
  /** Whether tags read the source without `file=`. */
  readonly isDefaultSource: boolean;
  readonly path: KeyPath;
  /** Formatted key path. */
  readonly name: string;
  readonly setting: Setting | undefined;
  readonly effective: EffectiveValue | undefined;
  /** The same key in other sources, such as the overlay of an environment. */
  readonly others: readonly IndexedKey[];
}

/** One way to name a key. */
export interface NamedKey {
  readonly key: IndexedKey;
  /** `path`: the whole path. `tail`: its last segments. `variable`: the environment variable. `alias`: an old name. */
  readonly by: 'path' | 'tail' | 'variable' | 'alias';
}

/** A section of a source. */
export interface IndexedSection {
  readonly source: Source;
  readonly path: KeyPath;
}

/** All names of the configured sources. */
export interface KeyIndex {
  readonly sources: readonly Source[];
  /** What a name may stand for, with or without the `[]` of lists: several keys, where it is ambiguous. */
  find(name: string): readonly NamedKey[];
  /** Sections that a word names, in any case: the whole path, its last segments, or the title. */
  sections(name: string): readonly IndexedSection[];
  /** The names of the keys right below a section. */
  keyNames(section: Pick<IndexedSection, 'path'>): readonly string[];
  /** The names of all keys below a section, as they are written after its own. */
  namesBelow(section: Pick<IndexedSection, 'path'>): readonly string[];
  /** Every environment variable. */
  readonly variables: ReadonlySet<string>;
}

/** Collects the names of all keys, once for a whole check. The first source that has a key speaks for it. */
export function createKeyIndex(sources: readonly Source[]): KeyIndex {
  const builder = new IndexBuilder();
  for (const [index, source] of sources.entries()) builder.add(source, index === 0);
  return builder.build(sources);
}

/** A key with its other places still growing. */
type Draft = IndexedKey & { readonly others: IndexedKey[] };

class IndexBuilder {
  readonly #keys = new Map<string, Draft>();
  readonly #names = new Map<string, NamedKey[]>();
  readonly #sections = new Map<string, IndexedSection[]>();
  readonly #children = new Map<string, Set<string>>();
  readonly #variables = new Set<string>();

  add(source: Source, isDefaultSource: boolean): void {
    const common = { source, isDefaultSource };
    const { schema, resolved, documents } = source;
    for (const effective of resolved.values.values())
      this.#addKey({ ...common, path: effective.path, setting: effective.setting, effective });
    for (const setting of schema?.settings ?? [])
      this.#addKey({ ...common, path: setting.path, setting, effective: undefined });
    for (const section of schema?.sections ?? []) this.#addSection(section, source);
    for (const { kind, section } of documents.flatMap(({ blocks }) => blocks))
      if (kind === 'header') this.#addSection({ path: section }, source);
    if (schema) return;
    for (const { path } of documents.flatMap(({ entries }) => entries))
      this.#addKey({ ...common, path, setting: undefined, effective: undefined });
  }

  build(sources: readonly Source[]): KeyIndex {
    return {
      sources,
      find: (name) => this.#find(name.replace(/\[\]$/, ''), sources),
      sections: (name) => this.#sections.get(name.toLowerCase()) ?? [],
      keyNames: ({ path }) => [...(this.#children.get(formatKeyPath(path)) ?? [])],
      namesBelow: (section) => this.#namesBelow(section),
      variables: this.#variables,
    };
  }

  #namesBelow({ path }: Pick<IndexedSection, 'path'>): readonly string[] {
    return [...this.#keys.values()]
      .filter((key) => key.path.length > path.length && isWithin(key.path, path))
      .map((key) => formatKeyPath(key.path.slice(path.length)));
  }

  #addKey(key: Omit<IndexedKey, 'name' | 'others'>): void {
    const name = formatKeyPath(key.path);
    const known = this.#keys.get(name);
    if (known?.source === key.source) return;
    if (known) {
      known.others.push({ ...key, name, others: [] });
      return;
    }
    const draft: Draft = { ...key, name, others: [] };
    this.#keys.set(name, draft);
    this.#nameKey(draft);
  }

  #nameKey(key: Draft): void {
    const { path, setting } = key;
    append(this.#names, key.name, { key, by: 'path' });
    const dotted = path.join('.');
    if (dotted !== key.name) append(this.#names, dotted, { key, by: 'path' });
    for (const tail of tailsOf(path)) append(this.#names, tail, { key, by: 'tail' });
    const parent = formatKeyPath(path.slice(0, -1));
    this.#children.set(parent, (this.#children.get(parent) ?? new Set<string>()).add(path.at(-1)!));
    if (setting) this.#nameSetting(key, setting);
  }

  #nameSetting(key: Draft, setting: Setting): void {
    const variable = environmentName(setting, key.path);
    if (variable !== undefined) {
      this.#variables.add(variable);
      append(this.#names, variable, { key, by: 'variable' });
    }
    for (const alias of setting.aliases) {
      const name = (typeof alias === 'string' ? alias : alias.key).replace(/\[\]$/, '');
      const tails = tailsOf(parseKeyPath(name) ?? []);
      // A last segment that is still right in the new place, or an ordinary word, is no old name.
      const old = tails.filter((tail) => !key.name.endsWith(tail) && /[._]/.test(tail));
      for (const each of [name, ...old]) append(this.#names, each, { key, by: 'alias' });
    }
  }

  #addSection(
    { path, title }: { readonly path: KeyPath; readonly title?: string | undefined },
    source: Source,
  ): void {
    if (path.length === 0 || path.includes('*')) return;
    const section = { source, path };
    const written = [formatKeyPath(path), path.join('.'), ...tailsOf(path), title ?? ''];
    for (const name of new Set(written.map((each) => each.toLowerCase()))) {
      const known = this.#sections.get(name) ?? [];
      if (known.some((each) => formatKeyPath(each.path) === formatKeyPath(path))) continue;
      append(this.#sections, name, section);
    }
  }

  /** Keys of maps, such as `oidc.providers.example.issuer`, are known by their pattern only. */
  #find(name: string, sources: readonly Source[]): readonly NamedKey[] {
    const known = this.#names.get(name);
    if (known) return known;
    const path = name.includes('.') ? parseKeyPath(name) : undefined;
    if (!path) return [];
    for (const [index, source] of sources.entries()) {
      const setting = source.schema?.find(path);
      if (!setting) continue;
      const common = { source, isDefaultSource: index === 0, others: [], effective: undefined };
      return [{ key: { ...common, path, name, setting }, by: 'path' }];
    }
    return [];
  }
}

/** The one key that a name stands for, given what the text around it is about; `undefined` where that stays open. */
export function resolveName(
  named: readonly NamedKey[],
  about: readonly IndexedSection[],
): NamedKey | undefined {
  const current = named.filter(({ by }) => by !== 'alias');
  const candidates = current.length > 0 ? current : named;
  const [first] = candidates;
  if (!first) return undefined;
  const whole = candidates.find(({ by }) => by === 'path' || by === 'variable');
  if (whole && (whole.by === 'variable' || whole.key.path.length > 1)) return whole;
  for (const { path } of about) {
    const inside = candidates.filter(({ key }) => isWithin(key.path, path));
    const direct = inside.filter(({ key }) => key.path.length === path.length + 1);
    const [only, second] = direct.length > 0 ? direct : inside;
    if (only && !second) return only;
    if (only) return undefined;
  }
  return candidates.length === 1 || whole === first ? first : undefined;
}

/** Whether a key's value may be talked about: it is no secret, and no part of it is. */
export function isShowable({ setting, effective, source, path }: IndexedKey): boolean {
  if (setting?.secret) return false;
  if (!effective) return true;
  const { redactor } = source;
  const isWhole = redactor.valueText(path, effective.source) === effective.source;
  return isWhole && !isHidden(effective, redactor);
}

/** The last segments of a path, without the path itself: `session.idle_timeout`, `idle_timeout`. */
function tailsOf(path: KeyPath): readonly string[] {
  return path.slice(1).map((_, index) => formatKeyPath(path.slice(index + 1)));
}

function append<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  const list = map.get(name);
  if (list) list.push(item);
  else map.set(name, [item]);
}
