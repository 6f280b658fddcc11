import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LockstepOptions } from 'docusaurus-plugin-lockstep';
import { LockstepPageError, markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import MarkdownIt from 'markdown-it';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../../plugin/src/sources/package-version.ts';
import { lockstep } from '../cli/command-line.ts';

const PAGES = `https://unpkg.com/docusaurus-plugin-lockstep@${packageVersion()}/errors`;
const TOKEN = ['ghp', 'Zx81kQpLm29RtYwBvN4cHs7dJf0aGe63'].join('_');
const PAGE = `# Port

The port is <% ini-value mail.prot %>, not <% ini-value mail.pot %>.

> <% ini-incl section=mail %>
`;
const REPORT = `page.md:3:26: error: There is no key \`mail.prot\`; did you mean \`mail.port\`? [unknown-key]
  3 | The port is <% ini-value mail.prot %>, not <% ini-value mail.pot %>.
    |                          ^^^^^^^^^
  see ${PAGES}/unknown-key.md
page.md:3:57: error: There is no key \`mail.pot\`; did you mean \`mail.port\`? [unknown-key]
  3 | The port is <% ini-value mail.prot %>, not <% ini-value mail.pot %>.
    |                                                         ^^^^^^^^
page.md:5:6: error: Unknown tag \`ini-incl\`; expected \`ini-include\`, \`ini-value\`, \`ini-ref\`, \`ini-table\` or \`ini-diff\` [unknown-tag]
  5 | > <% ini-incl section=mail %>
    |      ^^^^^^^^
  see ${PAGES}/unknown-tag.md`;

let root: string;
let options: LockstepOptions;

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lockstep-messages-'));
  writeFileSync(path.join(root, 'app.ini'), '[mail]\nport = 25\n');
  writeFileSync(path.join(root, 'bad.ini'), '[mail\nport = 25\n');
  writeFileSync(path.join(root, 'page.md'), PAGE);
  options = { root, sources: { app: 'app.ini', bad: 'bad.ini' } };
});
afterAll(() => rmSync(root, { recursive: true }));

/** What remark throws for a page, and the file with its messages. */
function remark(
  value: string,
  more: Partial<LockstepOptions> = {},
): { readonly thrown: VFileMessage; readonly file: VFile } {
  const file = new VFile({ value, path: 'page.md' });
  try {
    unified()
      .use(remarkParse)
      .use(remarkLockstep, { ...options, ...more })
      .parse(file);
  } catch (thrown) {
    if (thrown instanceof VFileMessage) return { thrown, file };
    throw thrown;
  }
  throw new Error('The page has no mistakes');
}

describe('the report of a page', () => {
  it('is the same in remark, markdown-it and on the command line', async () => {
    expect(remark(PAGE).thrown.reason).toBe(REPORT);
    const md = new MarkdownIt().use(markdownItLockstep, options);
    expect(() => md.render(PAGE, { path: 'page.md' })).toThrow(LockstepPageError);
    expect(() => md.render(PAGE, { path: 'page.md' })).toThrow(
      expect.objectContaining({ message: REPORT }),
    );
    const source = ['--source', 'app=app.ini'];
    expect((await lockstep(root, ['render', 'page.md', ...source])).err).toBe(`${REPORT}\n`);
  });

  it('counts lines from behind a byte order mark', () => {
    expect(remark(`\uFEFF${PAGE}`).thrown.reason).toBe(REPORT);
    expect(remark('\uFEFF<% ini-value x %>').thrown.reason).toContain(
      '\n  1 | <% ini-value x %>\n    |              ^\n',
    );
  });

  it('links to the pages that the option names', () => {
    const { thrown, file } = remark(PAGE, { errorPages: 'https://docs.example.com/errors/' });
    expect(thrown.reason).toContain('  see https://docs.example.com/errors/unknown-key\n');
    expect(thrown.reason).not.toContain('unpkg');
    expect(file.messages[0]?.url).toBe('https://docs.example.com/errors/unknown-key');
  });

  it.each([
    ['a token', TOKEN],
    ['a value of a secret name', 'password = "hunter2hunter2"'],
  ])('shows no secret of the page: %s', (_, secret) => {
    const { thrown, file } = remark(`Use ${secret} <% ini-value mail.prot %>\n`);
    const hidden = secret.split('"')[1] ?? secret;
    for (const text of [thrown.reason, ...file.messages.map(({ note }) => note)]) {
      expect(text).toContain('[redacted]');
      expect(text).not.toContain(hidden);
    }
  });

  it('lists the mistakes of a file below the tag that reads it', () => {
    expect(remark('<% ini-value mail.port file=bad %>').thrown.reason)
      .toBe(`page.md:1:1: error: The configuration that this tag reads has mistakes [broken-source]
  1 | <% ini-value mail.port file=bad %>
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  see ${PAGES}/broken-source.md
bad.ini:1:1: error: Section header without a closing \`]\` [unclosed-header]
  1 | [mail
    | ^^^^^
  expected \`[name]\`
  see ${PAGES}/unclosed-header.md`);
  });

  it('says nothing twice to hosts that print every field', () => {
    expect(JSON.stringify(remark(PAGE).thrown)).toBe('{}');
  });
});

describe('messages of a file', () => {
  it('have the fields that editors show', () => {
    expect(remark(PAGE).file.messages).toMatchObject([
      {
        reason: 'There is no key `mail.prot`; did you mean `mail.port`?',
        ruleId: 'unknown-key',
        source: 'lockstep',
        url: `${PAGES}/unknown-key.md`,
        note: expect.stringMatching(/^```text\n {2}3 \| The port is [^]*\^\^\^\n```$/),
        actual: 'mail.prot',
        expected: ['mail.port'],
        fatal: true,
      },
      { actual: 'mail.pot', expected: ['mail.port'] },
      { actual: undefined, expected: undefined },
    ]);
  });
});

describe('lockstep', () => {
  it('explains a code by its page', async () => {
    const { code, out } = await lockstep(root, ['explain', 'unknown-tag']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# `unknown-tag`\n\nNo tag has this name/);
    expect(out.trimEnd().split('\n').at(-1)).toBe(`${PAGES}/unknown-tag.md`);
  });

  it('says what a misspelt command was meant to be', async () => {
    expect(await lockstep(root, ['help', 'rendr'])).toEqual({
      code: 2,
      out: '',
      err: 'lockstep: There is no command `rendr`; did you mean `render`?\n',
    });
    expect((await lockstep(root, ['help', 'render'])).out).toMatch(/^Usage: lockstep render /);
    expect((await lockstep(root, ['help'])).out).toMatch(/^Usage: lockstep /);
  });

  it.each([
    [
      'speaks of JSON in a JSON file',
      '{ "sources": { "app": "app.ini", } }',
      `lockstep.config.json:1:34: error: This is not valid JSON here [json-syntax]
  1 | { "sources": { "app": "app.ini", } }
    |                                  ^
  expected a key in double quotes
  see ${PAGES}/json-syntax.md
`,
    ],
    [
      'shows the line of an unknown option',
      '{\n  "sources": { "app": "app.ini" },\n  "rots": []\n}',
      `lockstep.config.json:3:4: error: Unknown option \`rots\` [unknown-option]
  3 |   "rots": []
    |    ^^^^
  did you mean \`roots\`?
  see ${PAGES}/unknown-option.md
`,
    ],
    [
      'shows the line of an unknown option that is an object',
      '{\n  "source": {\n    "app": "app.ini"\n  }\n}',
      `lockstep.config.json:2:4: error: Unknown option \`source\` [unknown-option]
  2 |   "source": {
    |    ^^^^^^
  did you mean \`sources\`?
  see ${PAGES}/unknown-option.md
lockstep.config.json: error: Option \`sources\` is missing [missing-option]
  see ${PAGES}/missing-option.md
`,
    ],
  ])('%s', async (_, json, expected) => {
    const cwd = mkdtempSync(path.join(root, 'json-'));
    writeFileSync(path.join(cwd, 'lockstep.config.json'), json);
    writeFileSync(path.join(cwd, 'page.md'), PAGE);
    expect(await lockstep(cwd, ['render', 'page.md'])).toEqual({ code: 2, out: '', err: expected });
  });
});
