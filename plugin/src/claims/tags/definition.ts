import type { RelatedPlace } from '../finding.ts';
import type { KeyOfTag } from './keys-of-tag.ts';

/** Where a file sets a key; `undefined` where its value comes from elsewhere. */
export function definitionOf({ source, key }: KeyOfTag): RelatedPlace | undefined {
  const effective = source.resolved.values.get(key);
  if (effective?.provenance.layer !== 'file') return undefined;
  const [entry] = effective.entries;
  const { file } = effective.provenance;
  return { file, span: entry?.span, message: `\`${key}\` is set here` };
}
