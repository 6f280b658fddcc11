import { formatSettingValue, parseBoolean, readSetting, Secret } from '@lockstep/config';
import type { Setting, Value } from '@lockstep/config';
import { measuresOf, measuringName } from '../../amounts/measures.ts';
import type { Measures } from '../../amounts/measures.ts';
import { isShowable } from '../key-index.ts';
import type { IndexedKey } from '../key-index.ts';

/** Which value a statement is about: the schema's default, or what the configuration says. */
export type Basis = 'default' | 'effective';

/** What a key's value is, as far as prose can state it. */
export interface Truth {
  readonly value: Exclude<Value, Secret>;
  /** The text as a configuration file has it. */
  readonly text: string;
  /** The amounts that it may be, by what they measure. */
  readonly measures: Measures;
  /** Whether it is on or off. */
  readonly isSwitch: boolean;
}

/**
 * What is true of a key. `undefined` where there is nothing to compare with: no value, a reference to the environment,
 * or a secret, about which nothing is ever said.
 */
export function truthOf(key: IndexedKey, basis: Basis): Truth | undefined {
  const { setting, effective } = key;
  if (!isShowable(key)) return undefined;
  if (basis === 'default' && setting) return defaultTruth(setting);
  if (!effective || effective.value instanceof Secret) return undefined;
  // Without a schema, the file is all there is to say what a default is.
  const { value } = effective;
  const texts = [value].flat().filter((each) => typeof each === 'string');
  if (texts.some((text) => text.includes('${'))) return undefined;
  return setting ? typedTruth(setting, value) : textTruth(key, value);
}

function defaultTruth(setting: Setting): Truth | undefined {
  const { default: json, defaultNote } = setting;
  if (json === undefined || json === null || defaultNote !== undefined) return undefined;
  const texts = [json].flat().map(String);
  const reading = readSetting(setting, texts);
  return reading.mistakes ? undefined : typedTruth(setting, reading.value);
}

function typedTruth(setting: Setting, value: Exclude<Value, Secret>): Truth {
  const name = measuringName(setting.path);
  return {
    value,
    text: formatSettingValue(setting, value),
    measures: measuresOf(value, { type: setting.type, unit: setting.unit, name }),
    isSwitch: typeof value === 'boolean',
  };
}

/** Without a schema, a text measures whatever it can be read as. */
function textTruth({ path }: IndexedKey, value: Exclude<Value, Secret>): Truth {
  const text = [value].flat().map(String).join(', ');
  const measures = measuresOf(text, { name: measuringName(path) });
  const isSwitch = !measures.has('number') && parseBoolean(text) !== undefined;
  return { value, text, measures, isSwitch };
}
