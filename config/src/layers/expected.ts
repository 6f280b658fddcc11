import type { Setting, SettingType } from '../schema/config-schema.ts';

const TYPE_WORDS: Readonly<Record<SettingType, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  enum: 'a value',
  duration: 'a duration such as 30m',
  size: 'a size such as 100KB',
  url: 'an absolute URL',
  host: 'a host name or an IP address',
  cidr: 'an address range such as 10.0.0.0/8',
  list: 'a list',
};

/** What a setting takes, in words: its type and its bounds. */
export function describeExpected({ type, constraint }: Setting): string {
  if (type === 'enum' && constraint !== undefined) return constraint;
  return constraint === undefined ? TYPE_WORDS[type] : `${TYPE_WORDS[type]}, ${constraint}`;
}
