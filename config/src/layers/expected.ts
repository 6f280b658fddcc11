import type { Setting } from '../schema/config-schema.ts';
import { describeType } from '../schema/values/type-words.ts';

/** What a setting takes, in words: its type and its bounds. */
export function describeExpected({ type, constraint }: Setting): string {
  return describeType(type, constraint);
}
