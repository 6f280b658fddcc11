import type { Scalar } from './leaf.ts';

/** What YAML 1.1 and 1.2 read as the same text without quotes. */
const PLAIN_YAML =
  /^[A-Za-z_/$.](?:[\w./@+$:{}*()%=-]*[\w./@+${}*()%=-])?(?: [\w./@+(][\w./@+()%=,-]*)*$/;
const YAML_WORD = /^(?:true|false|yes|no|on|off|null|y|n|\.?nan|[-+]?\.?inf|[.~]|\.\.\.|<<|=)$/i;
/** Durations and sizes begin with a digit and are text all the same. */
const UNIT_VALUE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w|B|[kKMGT]i?B?))+$/;
/** What starts and ends in no way that an INI file reads as something else, and holds no comment. */
const PLAIN_INI = /^[^\s"'`[\];#=](?:[^;#\r\n\\]*[^\s;#"'`\\])?$/;
const PLAIN_SHELL = /^[\w./:@%+,=-]*$/;

/** A value in YAML, in double quotes where plain text would be read as something else. */
export function yamlScalar(value: Scalar): string {
  if (typeof value !== 'string') return String(value);
  return isPlainYaml(value) ? value : JSON.stringify(value);
}

/** A name in YAML. */
export function yamlKey(name: string): string {
  return isPlainYaml(name) && !UNIT_VALUE.test(name) ? name : JSON.stringify(name);
}

/** A value in an INI file, in double quotes where it would be cut, trimmed or read as something else. */
export function iniScalar(value: Scalar): string {
  if (typeof value !== 'string' || PLAIN_INI.test(value)) return String(value);
  return JSON.stringify(value);
}

/** A value for a shell: bare, in double quotes where it refers to a variable, otherwise in single quotes. */
export function envScalar(value: Scalar): string {
  const text = String(value);
  if (PLAIN_SHELL.test(text)) return text;
  if (!/\$\{/.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `"${text.replace(/["\\`]|\$(?!\{)/g, '\\$&')}"`;
}

function isPlainYaml(text: string): boolean {
  if (UNIT_VALUE.test(text)) return true;
  return PLAIN_YAML.test(text) && !YAML_WORD.test(text) && !/: |:$/.test(text);
}
