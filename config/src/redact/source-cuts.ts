import { assignmentCuts } from './assignments.ts';
import { type Cut, mergeCuts, shiftCuts } from './cuts.ts';
import { unreadableLineCuts } from './document-cuts.ts';
import type { Redactor } from './redactor.ts';
import { shapeCuts } from './secret-shapes.ts';

/** A section header with nothing behind it. */
const HEADER = /^[ \t]*\[[\w.\- ]+\][ \t]*$/;
const COMMENT = /^[ \t]*(?:[#;]|\/\/)/;
/** A key with a value that is a plain word or a number: `"type": "string",`. */
const KEY_VALUE =
  /^[ \t]*["']?(?<key>[A-Za-z$_][\w.$-]*)["']?[ \t]*[=:][ \t]*["']?(?<value>[\w.+-]{1,40})["']?[ \t]*,?[ \t]*$/;

/**
 * What to hide on one line of a text that was not parsed: everything but headers, comments without secrets and keys
 * with a plain value whose name is not that of a secret.
 */
export function sourceCuts(
  source: string,
  start: number,
  end: number,
  redactor: Redactor,
): readonly Cut[] {
  const line = source.slice(start, end);
  const own = shiftCuts(lineCuts(line, redactor), start);
  return mergeCuts([
    ...own,
    ...shapeCuts(source).filter((cut) => cut.start < end && cut.end > start),
  ]);
}

function lineCuts(line: string, redactor: Redactor): readonly Cut[] {
  if (HEADER.test(line)) return [];
  if (COMMENT.test(line)) return assignmentCuts(line);
  const { key, value } = KEY_VALUE.exec(line)?.groups ?? {};
  const isClean = key !== undefined && value !== undefined && !redactor.isSecretValue([key], value);
  return isClean ? [] : unreadableLineCuts(line);
}
