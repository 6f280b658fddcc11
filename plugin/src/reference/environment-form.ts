import { formatDuration, formatSize } from '@lockstep/config';
import type { EffectiveValue, Redactor, Setting, Value } from '@lockstep/config';
import { envScalar } from '../render/formats/scalars.ts';
import { isHidden } from '../render/shown-value.ts';

const LINE_END = /[\r\n]/;

/** How a number of a type is written, for the types that have a notation of their own. */
const NOTATIONS: Partial<Record<Setting['type'], (value: number, setting: Setting) => string>> = {
  duration: (value, { unit }) => formatDuration(value, unit),
  size: (value) => formatSize(value),
};

/**
 * What sets a key to its effective value in a shell or an `.env` file: `SESSION_TIMEOUT=30m`. Nothing where the value
 * is hidden in whole or in part, refers to the environment itself, or cannot stand in a variable.
 */
export function environmentForm(
  effective: EffectiveValue,
  variable: string,
  redactor: Redactor,
): string | undefined {
  if (isHidden(effective, redactor)) return undefined;
  const text = textOf(effective);
  const isWhole = text !== undefined && redactor.valueText(effective.path, text) === text;
  // An empty variable counts as unset.
  if (!isWhole || text === '' || text.includes('${') || LINE_END.test(text)) return undefined;
  return `${variable}=${envScalar(text)}`;
}

function textOf({ value, source, provenance, setting }: EffectiveValue): string | undefined {
  if (Array.isArray(value)) return listText(value, setting);
  // The text of an old name may count in another unit.
  const isOwn = provenance.layer === 'file' && provenance.alias === undefined && source !== '';
  return isOwn ? source : scalarText(value, setting);
}

/** A list in one variable is split at commas, so an item that has one cannot be written there. */
function listText(items: readonly Value[], setting: Setting | undefined): string | undefined {
  const texts = items.map((item) => scalarText(item, setting));
  return texts.some((text) => text === undefined || text.includes(',')) ? undefined : texts.join();
}

function scalarText(value: Value, setting: Setting | undefined): string | undefined {
  if (typeof value === 'object') return undefined;
  const notation = setting && NOTATIONS[setting.itemType ?? setting.type];
  return typeof value === 'number' && notation ? notation(value, setting) : String(value);
}
