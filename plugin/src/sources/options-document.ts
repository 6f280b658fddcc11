import { formatKeyPath, LineCounter } from '@lockstep/config';
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
  const entries = document.entries.filter(({ disabled }) => !disabled);
  for (const entry of entries) {
    const table = tableAt(root, entry.path.slice(0, -1));
    const name = entry.path.at(-1);
    if (table && name !== undefined) store(table, name, entry);
  }
  const spans = nameSpans(document, entries);
  return { value: root, spanOf: (path) => spans.get(formatKeyPath(path)) };
}

/** Where each name is written: those of objects stand between the entry before and their first own, outermost first. */
function nameSpans({ source }: ConfigDocument, entries: readonly Entry[]): Map<string, Span> {
  const lines = new LineCounter(source);
  const spans = new Map<string, Span>();
  let from = 0;
  for (const { path, keySpan, span } of entries) {
    for (const [index, name] of path.entries()) {
      const key = formatKeyPath(path.slice(0, index + 1));
      if (spans.has(key)) continue;
      const at = index < path.length - 1 ? source.indexOf(name, from) : -1;
      const isThere = at !== -1 && at < keySpan.start.offset;
      spans.set(key, isThere ? lines.span(at, at + name.length) : keySpan);
      if (isThere) from = at + name.length;
    }
    from = span.end.offset;
  }
  return spans;
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
