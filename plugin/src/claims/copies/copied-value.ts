import { formatSettingValue, parseBoolean, readSetting, Secret } from '@lockstep/config';
import type { Setting, Value } from '@lockstep/config';
import type { IndexedKey } from '../key-index.ts';
import { isShowable } from '../key-index.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { CopiedValue } from './fence-values.ts';

/** A text that stands for a value, or is none without the environment. */
const NO_VALUE = /\$\{|\$\(|%\(|<[\w -]+>|\{\{|<%|^\.\.\.$|^…$|^x{3,}$|…$|\.\.\.$/i;

/** The texts of a copied value, lists split; `undefined` where one of them is no value but stands for some. */
export function copiedTexts(
  value: CopiedValue,
  setting: Setting | undefined,
): readonly string[] | undefined {
  const texts = value.items.map(({ text }) => text);
  if (texts.some((text) => NO_VALUE.test(text) || (text !== '' && isPlaceholder(text))))
    return undefined;
  if (setting?.type !== 'list' || value.isList) return texts;
  return texts.flatMap((text) => text.split(/\s*,\s*/)).filter((text) => text !== '');
}

/** What a setting expects instead of a copied value; `undefined` where the value is right. */
export function mistakeIn(
  texts: readonly string[],
  value: CopiedValue,
  setting: Setting,
): string | undefined {
  if (value.isList && setting.type !== 'list') return 'a single value';
  const isUnset = texts.length === 1 && /^(?:|null|~)$/.test(texts[0]!);
  if (isUnset) return undefined;
  return readSetting(setting, texts).mistakes?.[0]?.expected;
}

/**
 * Whether a copied value is that of the key, or its default: a copy may be of either. `undefined` where the key has
 * none, or none that may be compared.
 */
export function isEqual(key: IndexedKey, texts: readonly string[]): boolean | undefined {
  const { setting } = key;
  const wanted = [key, ...key.others].flatMap((each) => {
    const { effective } = each;
    const isOpen = effective && isShowable(each) && !effective.source.includes('${');
    return isOpen ? [effective.value] : [];
  });
  if (setting?.secret || (wanted.length === 0 && setting?.default === undefined)) return undefined;
  const defaults = setting?.default === undefined ? [] : readDefault(setting);
  if (wanted.length === 0 && key.effective) return undefined;
  const copied = setting ? readSetting(setting, texts) : { value: texts };
  if (copied.mistakes) return undefined;
  return [...wanted, ...defaults].some((value) => isSame(copied.value, value));
}

/** How the key's value is written where the copy has another; `undefined` where it cannot be said. */
export function rightText(key: IndexedKey): string | undefined {
  const { effective, setting } = key;
  if (!effective || !isShowable(key) || Array.isArray(effective.value)) return undefined;
  if (effective.provenance.layer !== 'file' && setting && !(effective.value instanceof Secret))
    return formatSettingValue(setting, effective.value);
  return effective.source.includes('\n') ? undefined : effective.source;
}

function readDefault(setting: Setting): readonly Value[] {
  const { value } = {
    value: undefined,
    ...readSetting(setting, [setting.default].flat().map(String)),
  };
  return value === undefined ? [] : [value];
}

function isSame(copied: Value, value: Value): boolean {
  const one = [copied].flat().map(String);
  const other = [value].flat().map(String);
  if (one.length !== other.length) return false;
  return one.every((text, index) => isSameText(text, other[index]!));
}

/** Files of other formats write the same value in another way: `yes` and `true`, `05` and `5`. */
function isSameText(one: string, other: string): boolean {
  if (one === other) return true;
  const booleans = [parseBoolean(one), parseBoolean(other)];
  return booleans[0] !== undefined && booleans[0] === booleans[1];
}
