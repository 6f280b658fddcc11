import { resolveConfig } from '@lockstep/config';
import type { Source } from '../sources/source.ts';

const cache = new WeakMap<Source, Source>();

/** A source as it would be without any file: the defaults of its schema; `undefined` where it has none. */
export function defaultsOf(source: Source): Source | undefined {
  const { schema } = source;
  if (!schema) return undefined;
  let defaults = cache.get(source);
  if (!defaults) {
    const resolved = resolveConfig({ documents: [], schema, complete: false });
    defaults = { ...source, documents: [], resolved };
    cache.set(source, defaults);
  }
  return defaults;
}
