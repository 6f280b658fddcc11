import { formatKeyPath } from '@lockstep/config';
import type { ConfigDocument, Entry, KeyPath, Span } from '@lockstep/config';

/** A JSON or YAML file of options as plain data, and where each option is written. */
export interface OptionsDocument {
  readonly value: unknown;
  readonly spanOf: (path: KeyPath) => Span | undefined;
}

/** Objects have no prototype: names in the file are data. */
type Tree = Record<string, unknown>;

/**
 * Reads options through the same document model as configuration itself, which keeps positions. A plain `true` or
 * `false` is a boolean, as in both formats; all other scalars are text, which is all that options hold.
 */
export function readOptionsDocument(document: ConfigDocument): OptionsDocument {
  const root = emptyTree();
  const spans = new Map<string, Span>();
  for (const entry of document.entries) {
    if (entry.disabled) continue;
    const table = tableAt(root, entry.path.slice(0, -1));
    const name = entry.path.at(-1);
    if (!table || name === undefined) continue;
    store(table, name, entry);
    for (let length = 1; length <= entry.path.length; length++) {
      const key = formatKeyPath(entry.path.slice(0, length));
      if (!spans.has(key)) spans.set(key, entry.keySpan);
    }
  }
  return { value: root, spanOf: (path) => spans.get(formatKeyPath(path)) };
}

function emptyTree(): Tree {
  const tree: Tree = Object.create(null);
  return tree;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tableAt(root: Tree, path: KeyPath): Tree | undefined {
  let table = root;
  for (const segment of path) {
    table[segment] ??= emptyTree();
    const next = table[segment];
    if (!isTree(next)) return undefined;
    table = next;
  }
  return table;
}

function store(table: Tree, name: string, entry: Entry): void {
  switch (entry.form) {
    case 'item': {
      const items = table[name];
      if (Array.isArray(items)) items.push(scalarOf(entry));
      else table[name] = [scalarOf(entry)];
      break;
    }
    case 'empty-list':
      table[name] = [];
      break;
    case 'empty-map':
      table[name] = emptyTree();
      break;
    case 'scalar':
    case 'flag':
      table[name] = scalarOf(entry);
      break;
  }
}

function scalarOf({ value }: Entry): unknown {
  if (value.quoted) return value.text;
  if (value.text === 'true') return true;
  return value.text === 'false' ? false : value.text;
}
