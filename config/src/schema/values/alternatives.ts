import { kindOf } from '../setting-kind.ts';
import type { JsonSchema } from '../json-schema.ts';
import { mergeSchemas } from '../merge.ts';
import { schemaList } from '../schema-parts.ts';
import type { ScalarKind } from './reading.ts';

/** What a value may be, one by one, where its schema gives a choice (`anyOf`, `oneOf`); else nothing. */
export function alternativesOf(schema: JsonSchema): readonly ScalarKind[] {
  const { anyOf, oneOf, ...own } = schema;
  const branches = schemaList(anyOf ?? oneOf).filter(({ type }) => type !== 'null');
  return branches.map((branch) => kindOf(mergeSchemas(own, branch)));
}
