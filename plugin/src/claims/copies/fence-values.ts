import { DIALECTS, documentValues, formatKeyPath, parseIni, parseYaml } from '@lockstep/config';
import type { ConfigDocument, DialectName, KeyPath, Span } from '@lockstep/config';
import { commentsOf } from '../config/comment-statements.ts';
import type { CommentsOfKey } from '../config/comment-statements.ts';
import type { Fence } from '../page/checked-page.ts';

/** A key with its value, as a fence has it. Spans are those of the fence's text. */
export interface CopiedValue {
  /** Without the sections that the fence leaves out; `undefined` for an environment variable. */
  readonly path: KeyPath | undefined;
  /** Formatted path, or the variable. */
  readonly name: string;
  readonly isList: boolean;
  readonly keySpan: Span;
  readonly items: readonly CopiedItem[];
  /** Comments that belong to a single value. */
  readonly comments?: CommentsOfKey | undefined;
}

/** A scalar, or an item of a list. */
interface CopiedItem {
  readonly text: string;
  readonly raw: string;
  readonly span: Span;
}

const LANGUAGES: Readonly<Record<string, 'ini' | 'yaml' | 'env'>> = {
  ini: 'ini',
  cfg: 'ini',
  conf: 'ini',
  properties: 'ini',
  toml: 'ini',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'yaml',
  jsonc: 'yaml',
  json5: 'yaml',
  env: 'env',
  dotenv: 'env',
};

/** A line that stands for what was left out. */
const ELISION = /^[ \t]*(?:(?:#|;|\/\/)[ \t]*)?(?:\.\.\.|…|\[\.\.\.\]|\[…\])[^\n]*$/gm;
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+|-[ \t]+)?([A-Z][A-Z0-9_]*)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm;

/** The languages of fences that may be a part of a configuration. */
export function isConfigLanguage(lang: string): boolean {
  return Object.hasOwn(LANGUAGES, lang);
}

/** Reads a fence like a file of its kind; nothing where it is none, as when it has mistakes. */
export function fenceValues(
  { lang, text }: Fence,
  dialectOf: ConfigDocument | undefined,
): readonly CopiedValue[] {
  const kind = LANGUAGES[lang];
  // The same length, so that every place stays where it is.
  const source = text.replace(ELISION, (line) => ' '.repeat(line.length));
  if (kind === 'env') return environmentValues(source);
  const document =
    kind === 'yaml' ? parseYaml(source, { file: 'fence' }) : readIni(source, dialectOf);
  const isBroken = document.problems.some(({ severity }) => severity === 'error');
  return kind === 'yaml' && isBroken ? [] : valuesOf(document);
}

function readIni(source: string, like: ConfigDocument | undefined): ConfigDocument {
  const dialect = like?.dialect;
  const isKnown = dialect !== undefined && isDialect(dialect);
  return parseIni(source, { file: 'fence', ...(isKnown && { dialect }) });
}

function isDialect(name: string): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}

function valuesOf(document: ConfigDocument): readonly CopiedValue[] {
  const blocks = new Map(document.blocks.map(({ entries: [only] }, index) => [only, index]));
  return [...documentValues(document).values()].flatMap(({ path, isList, entries }) => {
    const [first] = entries;
    if (!first || first.form === 'empty-map') return [];
    const items = entries.map(({ value: { text, raw, span } }) => ({ text, raw, span }));
    const dotted = path.flatMap((segment) => segment.split('.'));
    const block = blocks.get(first);
    const comments = block === undefined ? undefined : commentsOf(document, block);
    const { keySpan } = first;
    return [{ path: dotted, name: formatKeyPath(dotted), isList, keySpan, items, comments }];
  });
}

function environmentValues(source: string): readonly CopiedValue[] {
  return [...source.matchAll(ASSIGNMENT)].map((match) => {
    const [whole, name = '', raw = ''] = match;
    const nameAt = match.index + whole.indexOf(name);
    const rawAt = match.index + whole.lastIndexOf(raw);
    const lines = source.slice(0, match.index).split('\n');
    const line = lines.length;
    const lineStart = match.index - (lines.at(-1)?.length ?? 0);
    const at = (offset: number): Span['start'] => ({
      line,
      column: offset - lineStart + 1,
      offset,
    });
    const [written = raw] = raw.split(/\s+#/);
    const text = written.replace(/^(["'])(.*)\1$/, '$2');
    const span = { start: at(rawAt), end: at(rawAt + written.length) };
    const behind = { text: raw.slice(written.length), offset: rawAt + written.length };
    return {
      path: undefined,
      name,
      isList: false,
      items: [{ text, raw: written, span }],
      comments: behind.text === '' ? undefined : { inline: behind },
      keySpan: { start: at(nameAt), end: at(nameAt + name.length) },
    };
  });
}
