import type { SettingType } from '../config-schema.ts';

interface TypeWords {
  /** What a value must be, to follow "must be". */
  readonly noun: string;
  /** The same with an example, where the noun does not say how it is written. */
  readonly example?: string;
}

const TYPE_WORDS: Readonly<Record<SettingType, TypeWords>> = {
  string: { noun: 'text' },
  integer: { noun: 'a whole number' },
  number: { noun: 'a number' },
  boolean: { noun: 'true or false' },
  enum: { noun: 'one of its values' },
  duration: { noun: 'a duration', example: 'a duration such as 30m' },
  size: { noun: 'a size', example: 'a size such as 100KB' },
  url: { noun: 'an absolute URL' },
  host: { noun: 'a host name or an IP address' },
  cidr: { noun: 'an address range', example: 'an address range such as 10.0.0.0/8' },
  list: { noun: 'a list' },
};

/** Bounds that say by themselves what the value is. */
const COMPLETE = /^(?:text that|an? |one of )/;

/** What a value of a type must be: "a whole number". */
export function typeNoun(type: SettingType): string {
  return TYPE_WORDS[type].noun;
}

/** What a value must be, with its bounds: "a whole number, 1 to 65535". */
export function describeType(type: SettingType, constraint: string | undefined): string {
  const { noun, example = noun } = TYPE_WORDS[type];
  if (constraint === undefined) return example;
  return type === 'enum' || COMPLETE.test(constraint) ? constraint : `${example}, ${constraint}`;
}
