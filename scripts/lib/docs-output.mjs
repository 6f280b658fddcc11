/** What Docusaurus prints, as people want to read it: without stack traces and without the fields of error objects. */
import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './run.mjs';

const STACK_FRAME = /^\W*at .+(?::\d+:\d+\)?|\(index \d+\)|\(<anonymous>\)|\(native\))(?: \{)?$/;
const PROGRESS = /^\[(?:INFO|SUCCESS)\]|^Node version:/;
const FIELDS_START = /^\W*Details:$/;
const FIELDS_END = /^\W*\}$/;
const PAGE_ERROR =
  /MDX compilation failed for file "(?<file>[^"]+)"\n\W*Cause: (?<cause>.+)(?:\n\W*Details:[\s\S]*?"name": "(?<place>[^"]+)")?/g;

/** Tells line by line what to show. */
function lineFilter() {
  let isInFields = false;
  return (line) => {
    const plain = stripVTControlCharacters(line);
    if (FIELDS_START.test(plain)) isInFields = true;
    const isShown = !isInFields && !STACK_FRAME.test(plain);
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
  for (const { groups } of text.matchAll(PAGE_ERROR)) {
    const place = groups.place?.replace(/-\d+:\d+$/, '') ?? groups.file;
    mistakes.add(`${place}: error: ${groups.cause}`);
  }
  if (mistakes.size > 0) return [...mistakes].join('\n');
  const lines = text.split('\n').filter((line) => !PROGRESS.test(line));
  return lines.filter(lineFilter()).join('\n').trim();
}
