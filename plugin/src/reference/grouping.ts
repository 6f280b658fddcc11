import { formatKeyPath } from '@lockstep/config';
import type { ConfigSchema, KeyPath, SectionInfo } from '@lockstep/config';
import { pageNameOf } from '../render/anchors.ts';
import type { KeyFacts } from './facts.ts';

/** Keys of one section, those of sections below it left out. */
export interface Group {
  readonly section: KeyPath;
  readonly info: SectionInfo | undefined;
  readonly facts: readonly KeyFacts[];
}

/** One page: a top-level section with everything below it. */
export interface ReferencePage {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly groups: readonly Group[];
}

/** The facts of all keys of a page. */
export function allFacts({ groups }: ReferencePage): readonly KeyFacts[] {
  return groups.flatMap((group) => group.facts);
}

/** Distributes keys to pages and sections; both stay in the schema's order. */
export function toPages(
  schema: ConfigSchema,
  facts: readonly KeyFacts[],
): readonly ReferencePage[] {
  const groups = collect(facts, ({ path }) => formatKeyPath(sectionOf(path)));
  const pages = collect([...groups.values()], ([first]) => pageNameOf(first!.path));
  return [...pages].map(([name, all]) => {
    const [top] = all[0]![0]!.path.length > 1 ? all[0]![0]!.path : [];
    const info = top === undefined ? undefined : sectionInfo(schema, [top]);
    return {
      name,
      title: info?.title ?? top ?? 'General',
      description: info?.description,
      groups: all.map((each) => toGroup(schema, each)),
    };
  });
}

function toGroup(schema: ConfigSchema, facts: readonly KeyFacts[]): Group {
  const section = sectionOf(facts[0]!.path);
  return { section, info: sectionInfo(schema, section), facts };
}

function sectionOf(path: KeyPath): KeyPath {
  return path.slice(0, -1);
}

function sectionInfo({ sections }: ConfigSchema, path: KeyPath): SectionInfo | undefined {
  return sections.find((section) => formatKeyPath(section.path) === formatKeyPath(path));
}

/** Items under the names that they belong to, in the order in which the names come first. */
function collect<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const collected = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const present = collected.get(name);
    if (present) present.push(item);
    else collected.set(name, [item]);
  }
  return collected;
}
