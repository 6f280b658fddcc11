import * as z from 'zod';
import type { CompileOptions } from './compile-schema.ts';
import { compileSchema } from './compile-schema.ts';
import type { ConfigSchema } from './config-schema.ts';

/**
 * A schema written in zod 4, annotated with `.meta()`. What files may contain is described (`io: 'input'`), so keys
 * with a default are not required. Types that JSON Schema has no word for need a `type` in their `.meta()`.
 */
export function schemaFromZod(schema: z.ZodType, options: CompileOptions = {}): ConfigSchema {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return compileSchema(json, { trusted: true, ...options });
}
