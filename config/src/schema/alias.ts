import type { KeyPath } from '../document/key-path.ts';
import { parseKeyPath } from '../document/key-path.ts';
import type { AliasTarget, Setting } from './config-schema.ts';
import type { Alias } from './json-schema.ts';

/** An old name, ready to be compared. */
interface KnownAlias {
  readonly path: KeyPath;
  readonly alias: Alias;
  readonly setting: Setting;
}

/** The old name as the schema spells it. */
export function aliasText(alias: Alias): string {
  return typeof alias === 'string' ? alias : alias.key;
}

/** The path of an old name; `[]`, which marks a list, is no part of it. */
export function aliasPath(alias: Alias): KeyPath | undefined {
  return parseKeyPath(aliasText(alias).replace(/\[\]$/, ''));
}

/** Finds settings by their old names. */
export class AliasIndex {
  readonly #byFirst = new Map<string, KnownAlias[]>();

  constructor(settings: readonly Setting[]) {
    for (const setting of settings) {
      for (const alias of setting.aliases) this.#add(alias, setting);
    }
  }

  find(path: KeyPath): AliasTarget | undefined {
    for (const known of this.#candidates(path)) {
      const names = known.path.length === path.length ? matchNames(known.path, path) : undefined;
      if (names) return targetOf(known, names);
    }
    return undefined;
  }

  /** Whether old names lie below a path, so that it was a section once. */
  hasBelow(path: KeyPath): boolean {
    return this.#candidates(path).some(
      (known) =>
        known.path.length > path.length &&
        matchNames(known.path.slice(0, path.length), path) !== undefined,
    );
  }

  #add(alias: Alias, setting: Setting): void {
    const path = aliasPath(alias);
    const first = path?.[0];
    if (path === undefined || first === undefined) return;
    const list = this.#byFirst.get(first) ?? [];
    list.push({ path, alias, setting });
    this.#byFirst.set(first, list);
  }

  #candidates(path: KeyPath): readonly KnownAlias[] {
    return [...(this.#byFirst.get(path[0] ?? '') ?? []), ...(this.#byFirst.get('*') ?? [])];
  }
}

/** The names that `*` stands for; `undefined` when the paths differ. */
function matchNames(pattern: KeyPath, path: KeyPath): string[] | undefined {
  const names: string[] = [];
  for (const [index, segment] of pattern.entries()) {
    const name = path[index]!;
    if (segment === '*') names.push(name);
    else if (segment !== name) return undefined;
  }
  return names;
}

function targetOf({ alias, setting }: KnownAlias, names: readonly string[]): AliasTarget {
  let used = 0;
  const path = setting.path.map((segment) =>
    segment === '*' ? (names[used++] ?? segment) : segment,
  );
  return { setting, path, ...(typeof alias === 'object' ? { unit: alias.unit } : {}) };
}
