/** What Docusaurus prints, as people want to read it: without stack traces and without the fields of error objects. */
import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './run.mjs';

const STACK_FRAME = /^\W*at .+(?::\d+:\d+\)?|\(index \d+\)|\(<anonymous>\)|\(native\))(?: \{)?$/;
const PROGRESS = /^\[(?:INFO|SUCCESS)\]|^Node version:/;
const DETAILS = /^\W*Details:$/;
const FIELDS_START = /^\W*\{$/;
const FIELDS_END = /^\W*\}$/;
const PAGE_ERROR =
  /MDX compilation failed for file "(?<file>[^"]+)"\n\W*Cause: (?<cause>[^]+?)\n\W*Details:(?:\n\W*\{[^]*?"name": "(?<place>[^"]+)")?/g;
/** What Rspack draws before each line of an error. */
const FRAME = /^ *│ /gm;

/** Tells line by line what to show. */
function lineFilter() {
  let isBehindDetails = false;
  let isInFields = false;
  return (line) => {
    const plain = stripVTControlCharacters(line);
    isInFields ||= isBehindDetails && FIELDS_START.test(plain);
    isBehindDetails = DETAILS.test(plain);
    const isShown = !isInFields && !isBehindDetails && !STACK_FRAME.test(plain);
    if (FIELDS_END.test(plain)) isInFields = false;
    return isShown;
  };
}

/** A stream that lets through what people want to read. */
export function readable() {
  const isShown = lineFilter();
  const decoder = new StringDecoder();
  let rest = '';
  const show = (line) => (isShown(line) ? `${line.replaceAll(ROOT, '')}\n` : '');
  return new Transform({
    transform(chunk, _encoding, done) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      done(null, lines.map(show).join(''));
    },
    flush(done) {
      done(null, rest === '' ? '' : show(rest));
    },
  });
}

/** Why a build failed: the mistakes of its pages, each with its place, or else all that is readable. */
export function buildFailure(output) {
  const text = stripVTControlCharacters(output).replaceAll(ROOT, '');
  const mistakes = new Set();
  for (const { groups } of text.matchAll(PAGE_ERROR)) mistakes.add(mistakeOf(groups));
  if (mistakes.size > 0) return [...mistakes].join('\n');
  const lines = text.split('\n').filter((line) => !PROGRESS.test(line));
  return lines.filter(lineFilter()).join('\n').trim();
}

/** Our own messages begin with their places; those of MDX have them beside them, or not at all. */
function mistakeOf({ file, cause, place = file }) {
  if (cause.startsWith(`${file}:`)) return cause.replaceAll(FRAME, '');
  const start = /^\d/.test(place) ? file : place.replace(/-\d+:\d+$/, '');
  return `${start}: error: ${cause}`;
}
