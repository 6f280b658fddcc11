import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseIni, parseYaml, resolveConfig } from '@lockstep/config';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readErrorPages } from '../../../scripts/lib/error-pages.mjs';

const EXAMPLE =
  /Wrong:\n\n```(?<lang>\w+)\n(?<wrong>[^]*?)\n```\n\nRight:\n\n```\w+\n(?<right>[^]*?)\n```/;
/** What other tests plant: mistakes that need a schema, or the whole of `lockstep check`. */
const NEEDS_MORE = new Set(['wrong-type', 'constraint']);
const CHECKED = 'What a check finds';

const duration = { type: ['integer', 'string'], 'x-unit': 'seconds', default: '15m' };
const SCHEMA = {
  type: 'object',
  properties: {
    mail: { type: 'object', properties: { port: { type: 'integer', default: 25 } } },
    session: {
      type: 'object',
      properties: { idle_timeout: duration, absolute_timeout: duration },
    },
  },
};
const SOURCES = {
  shop: { path: 'shop.ini', schema: 'shop.schema.json' },
  production: { path: 'production.ini', schema: 'shop.schema.json' },
};

interface Example {
  readonly code: string;
  readonly lang: string;
  readonly wrong: string;
  readonly right: string;
}

const examples = readErrorPages().flatMap(({ code, heading, text }): Example[] => {
  if (NEEDS_MORE.has(code) || heading === CHECKED) return [];
  const { lang, wrong, right } = EXAMPLE.exec(text)?.groups ?? {};
  if (lang === undefined || wrong === undefined || right === undefined) return [];
  return [{ code, lang, wrong, right }];
});

const inLanguage = (...langs: readonly string[]): readonly Example[] =>
  examples.filter(({ lang }) => langs.includes(lang));

describe('examples of mistakes in tags', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lockstep-examples-'));
    mkdirSync(path.join(root, 'conf'));
    const ini = '[mail]\nport = 25\n[session]\nidle_timeout = 30m\nabsolute_timeout = 12h\n';
    for (const name of ['shop.ini', 'production.ini', 'conf/mail.ini'])
      writeFileSync(path.join(root, name), ini);
    writeFileSync(path.join(root, 'shop.schema.json'), JSON.stringify(SCHEMA));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** Codes of a page's mistakes, with the default source and a directory of more files. */
  function codesOf(markdown: string, lang: string): readonly (string | undefined)[] {
    const processor = unified()
      .use(remarkParse)
      .use(remarkLockstep, { root, roots: ['conf'], sources: SOURCES });
    if (lang === 'mdx') processor.use(remarkMdx);
    const file = new VFile({ value: markdown });
    try {
      processor.parse(file);
    } catch (error) {
      if (!(error instanceof VFileMessage)) throw error;
    }
    return file.messages.map(({ ruleId }) => ruleId);
  }

  it.each(inLanguage('md', 'mdx'))('$code', ({ code, lang, wrong, right }) => {
    expect(codesOf(wrong, lang)).toContain(code);
    expect(codesOf(right, lang)).toEqual([]);
  });
});

function codesInFile(text: string, lang: string): readonly string[] {
  const file = `app.${lang}`;
  const document = lang === 'ini' ? parseIni(text, { file }) : parseYaml(text, { file });
  return resolveConfig({ documents: [document], env: {} }).problems.map(({ code }) => code);
}

describe('examples of mistakes in files', () => {
  it.each(inLanguage('ini', 'yaml'))('$code', ({ code, lang, wrong, right }) => {
    expect(codesInFile(wrong, lang)).toContain(code);
    expect(codesInFile(right, lang)).toEqual([]);
  });
});

it('looks at the examples that there are', () => {
  expect(inLanguage('md', 'mdx').length).toBeGreaterThan(15);
  expect(inLanguage('ini', 'yaml').length).toBeGreaterThan(10);
});
