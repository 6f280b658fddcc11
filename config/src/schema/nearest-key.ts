import type { KeyPath } from '../document/key-path.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { nearestName } from '../document/nearest.ts';
import type { Setting } from './config-schema.ts';
import type { SchemaNode } from './schema-node.ts';
import { childOf } from './schema-node.ts';

/**
 * The valid path that a wrong one was probably meant to be: each wrong name is replaced by the nearest one of its
 * section; a key that exists elsewhere only (`[security] idle_timeout`) is found by its name.
 */
export function nearestKey(
  root: SchemaNode,
  settings: readonly Setting[],
  path: KeyPath,
): string | undefined {
  const corrected = correct(root, path);
  return corrected ? formatKeyPath(corrected) : elsewhere(settings, path);
}

function correct(root: SchemaNode, path: KeyPath): KeyPath | undefined {
  const corrected: string[] = [];
  let node = root;
  for (const name of path) {
    const known = childOf(node, name) ? name : nearestName(name, node.children.keys());
    const next = known === undefined ? undefined : childOf(node, known);
    if (known === undefined || !next) return undefined;
    corrected.push(known);
    node = next;
  }
  return corrected;
}

/** A key of the same name in another section, when there is exactly one. */
function elsewhere(settings: readonly Setting[], path: KeyPath): string | undefined {
  const name = path.at(-1);
  const namesakes = settings.filter(
    (setting) => setting.path.at(-1) === name && !setting.path.includes('*'),
  );
  const [only] = namesakes;
  return only && namesakes.length === 1 ? formatKeyPath(only.path) : undefined;
}
