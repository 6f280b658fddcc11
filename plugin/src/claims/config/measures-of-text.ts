import { readSetting } from '@lockstep/config';
import type { Setting } from '@lockstep/config';
import { measuresOf } from '../../amounts/measures.ts';
import type { Measures } from '../../amounts/measures.ts';

/** What a value that is written in a file amounts to; nothing where its setting does not take it. */
export function measuresOfText(
  text: string,
  { setting, name }: { readonly setting: Setting | undefined; readonly name: string },
): Measures {
  if (!setting) return measuresOf(text, { name });
  const { value } = { value: undefined, ...readSetting(setting, [text]) };
  return typeof value === 'number'
    ? measuresOf(value, { type: setting.type, unit: setting.unit, name })
    : new Map();
}
