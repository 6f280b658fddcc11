import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSources, writeReference } from 'docusaurus-plugin-lockstep';
import type { Nodes } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { evidence, ini, schema } from './fixture.ts';

const mdx = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkMdx);

/** Writes the reference of the fixture, and gives a reader of its pages. */
function write(files: Readonly<Record<string, string>> = {}): (page: string) => string {
  const root = directoryWith({
    'app.ini': ini,
    's.json': JSON.stringify(schema),
    'evidence.json': JSON.stringify(evidence),
    ...files,
  });
  const path = 'app.yaml' in files ? 'app.yaml' : 'app.ini';
  const sources = createSources({ root, sources: { app: { path, schema: 's.json' } } });
  writeReference(sources, { root, out: 'docs/reference', evidence: 'evidence.json' });
  return (page) => readFileSync(join(root, 'docs/reference', page), 'utf8');
}

/** Every element that a page may consist of beside Markdown. */
const ELEMENTS = new Set<string | null>([
  'LockstepReference',
  'LockstepEntry',
  'LockstepEvidence',
  'div',
  'summary',
  'dl',
  'dt',
  'dd',
  'br',
]);

/** What the entries of a page are given, as a browser gets it. */
function entriesOf(page: string): readonly Readonly<Record<string, string>>[] {
  const entries: Readonly<Record<string, string>>[] = [];
  visit(mdx.parse(page), 'mdxJsxFlowElement', (node) => {
    if (node.name !== 'LockstepEntry') return;
    const props = node.attributes.map((attribute) =>
      'name' in attribute && typeof attribute.value === 'string'
        ? [attribute.name, attribute.value]
        : ['expression', attribute.value],
    );
    entries.push(Object.fromEntries(props));
  });
  return entries;
}

function propsOf(page: string, key: string): Readonly<Record<string, string>> | undefined {
  return entriesOf(page).find((props) => props['name'] === key);
}

/** The facts below a key's heading, as text by term. */
function factsOf(page: string, key: string): Readonly<Record<string, string>> {
  const entry = page.split(/^### /m).find((part) => part.includes(`#${key} */`)) ?? '';
  const facts = [...entry.matchAll(/<dt>(.*?)<\/dt><dd>(.*)<\/dd>/g)];
  return Object.fromEntries(facts.map(([, term, text]) => [term, text]));
}

/** A schema of one section with so many keys. */
function schemaOf(count: number): string {
  const names = Array.from({ length: count }, (_, index) => [`k${index}`, { type: 'integer' }]);
  const many = { type: 'object', properties: Object.fromEntries(names) };
  return JSON.stringify({ type: 'object', properties: { many } });
}

/** A page without the names and positions of configuration files. */
function withoutPlaces(text: string): string {
  return text.replaceAll(/app\.(ini|yaml)(:\d+:\d+)?/g, 'FILE');
}

describe('a reference page', () => {
  it('tells all about a key', () => {
    expect(factsOf(write()('security.mdx'), 'security.session.idle_timeout')).toEqual({
      Value: '45 minutes (written `45m`) from `app.ini:4:1`',
      Shadows: 'the default',
      Type: 'duration, such as `30m` or `1h30m`; a bare number counts seconds',
      Default: '30 minutes',
      'Old names': '`security.session_timeout`<br />`app.minutes` (in minutes)',
      'Not enforced': 'the browser does',
      '`5m`': '401 after \\{5\\} minutes',
      '`10m`': '401 after \\| 10 minutes',
    });
    expect(propsOf(write()('security.mdx'), 'security.session.idle_timeout')).toEqual({
      name: 'security.session.idle_timeout',
      marks: 'proven,not enforced by this server',
      variable: 'SESSION_TIMEOUT',
      assignment: 'SESSION_TIMEOUT=45m',
    });
    const page = write()('security.mdx');
    expect(page).toContain('<summary>**Proven**: A late request is anonymous.</summary>');
    expect(page).toContain('By the test idle timeout');
  });

  it('says of a secret only that it is set', () => {
    const page = write()('security.mdx');
    expect(factsOf(page, 'security.key')).toMatchObject({
      Value: 'set from `app.ini:2:1`',
      Security: 'Whoever has it can sign.',
      Standards: 'ASVS 5.0 13.3.1',
      'one value': 'x',
      'another value': 'y',
    });
    expect(propsOf(page, 'security.key')).toEqual({
      name: 'security.key',
      marks: 'secret,proven',
      variable: 'SECRET_KEY',
    });
    for (const secret of [
      'sup3r-s3cret-literal',
      'example-secret',
      'default-secret',
      'one-secret',
    ]) {
      expect(page).not.toContain(secret);
    }
  });

  it('shows where a secret comes from when that is the environment', () => {
    const page = write({ 'app.ini': '[security]\nkey = "${SECRET_KEY}"\n' })('security.mdx');
    expect(factsOf(page, 'security.key')['Value']).toBe('`${SECRET_KEY}` from `app.ini:2:1`');
  });

  it('documents a map of tables once, with the values of each', () => {
    expect(factsOf(write()('providers.mdx'), 'providers.NAME.issuer')).toMatchObject({
      Value:
        '`providers.main.issuer`: `https://id.example` from `app.ini:6:1`<br />`providers.other.issuer`: `https://other.example` from `app.ini:8:1`',
    });
    expect(propsOf(write()('providers.mdx'), 'providers.NAME.issuer')).toEqual({
      name: 'providers.NAME.issuer',
      variable: 'OIDC_NAME_ISSUER',
    });
  });

  it('marks what is planned, deprecated, secret or advice', () => {
    const pages = write();
    const marks = (page: string): readonly (string | undefined)[] =>
      entriesOf(pages(page)).map((props) => props['marks']);
    expect(marks('app.mdx')).toEqual([undefined, 'deprecated', 'planned']);
    expect(marks('security.mdx')).toEqual(['secret,proven', 'proven,not enforced by this server']);
    expect(factsOf(pages('app.mdx'), 'app.later')).toMatchObject({
      Planned: 'nothing reads this key yet',
    });
    expect(factsOf(pages('app.mdx'), 'app.mode')).toMatchObject({
      Planned: 'c: not built yet',
      Deprecated: 'use `app.name` instead',
    });
  });

  it('has a page for keys outside sections', () => {
    expect(factsOf(write()('general.mdx'), 'top')).toMatchObject({
      Value: 'not set',
      Default: 'half of `app.name`',
    });
  });

  it('is valid MDX in which nothing of a value is syntax', () => {
    const pages = write();
    for (const name of ['index.mdx', 'app.mdx', 'security.mdx', 'providers.mdx', 'general.mdx']) {
      const expressions: string[] = [];
      const elements = new Set<string | null>();
      visit(mdx.parse(pages(name)), (node: Nodes) => {
        if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression')
          expressions.push(node.value);
        if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
          elements.add(node.name);
      });
      expect(expressions.filter((each) => !/^(\/\* #[\w.-]+ \*\/|`[^`]*`)$/.test(each))).toEqual(
        [],
      );
      expect([...elements].filter((each) => !ELEMENTS.has(each))).toEqual([]);
    }
    expect(pages('app.mdx')).toContain('title: "Application | {title}"');
    // Docusaurus reads even a file of this name as plain Markdown where a site says so for all of its pages.
    expect(pages('app.mdx')).toContain('\nmdx: {"format":"mdx"}\n');
    expect(factsOf(pages('app.mdx'), 'app.name')['Value']).toBe('`` {x} <b>|*` `` (default)');
  });

  it('makes no links of addresses that a test observed: a summary can hold none', () => {
    const address = 'https://a.example/x?y=1';
    const told = {
      test: 'idle timeout',
      description: `alice@a.example asks ${address}, and www.a.example.`,
      values: ['5m', '10m'],
      observations: ['"alice@a.example"', `301 to ${address}`],
    };
    const page = write({
      'evidence.json': JSON.stringify({ 'security.session.idle_timeout': told }),
    })('security.mdx');
    const links: string[] = [];
    visit(mdx.parse(page), 'link', ({ url }) => void links.push(url));
    expect(links.filter((url) => url.includes('a.example'))).toEqual([]);
    for (const part of ['alice@a.example', address, 'www.a.example'])
      expect(page).toContain(`\`${part}\``);
  });

  it('links every section and every key of a table to an anchor that exists', () => {
    const pages = write();
    const links = ['index.mdx', 'app.mdx', 'security.mdx', 'providers.mdx'].flatMap((name) =>
      [...pages(name).matchAll(/\]\((?:\.\/([\w-]+\.mdx))?(?:#([^)]*))?\)/g)].map(
        ([, page, anchor]) => [page ?? name, anchor],
      ),
    );
    expect(links.length).toBeGreaterThan(8);
    for (const [page, anchor] of links) {
      const target = anchor === undefined ? 'title: ' : `{/* #${anchor} */}`;
      expect(pages(page ?? '')).toContain(target);
    }
  });

  it('counts on the index how many keys are proven and planned', () => {
    const pages = write();
    const row = (page: string): string[] =>
      pages('index.mdx')
        .split('\n')
        .find((line) => line.includes(`./${page}.mdx)`))!
        .split(' | ')
        .slice(1, 4);
    expect({ app: row('app'), security: row('security') }).toEqual({
      app: ['3', '0', '1'],
      security: ['2', '2', '0'],
    });
  });

  it('counts at its head what its sections hold, and what there is none of not at all', () => {
    const page = write()('security.mdx');
    expect(page).toContain('<LockstepReference keys="2" proven="2" secret="1">');
    expect(page).toContain(
      [
        '| Section | Keys | Proven | Secret |',
        '| --- | --- | --- | --- |',
        '| [`security`](#security) | 1 | 1 | 1 |',
        '| [`security.session`](#security.session) | 1 | 1 | 0 |',
      ].join('\n'),
    );
    expect(write()('app.mdx')).not.toContain('| Section |');
  });

  it('lists only sections in the table of contents when there are very many keys', () => {
    const files = { 'app.ini': '', 'evidence.json': '{}' };
    const limit = 'toc_max_heading_level: 2';
    expect(write({ ...files, 's.json': schemaOf(100) })('many.mdx')).not.toContain(limit);
    expect(write({ ...files, 's.json': schemaOf(101) })('many.mdx')).toContain(limit);
  });

  it('is the same for the same content in YAML, but for the places that values come from', () => {
    const yaml = `security:
  key: sup3r-s3cret-literal
  session:
    idle_timeout: 45m
providers:
  main:
    issuer: https://id.example
  other:
    issuer: https://other.example
`;
    const fromIni = write();
    const fromYaml = write({ 'app.yaml': yaml });
    for (const name of ['index.mdx', 'security.mdx', 'providers.mdx', 'app.mdx']) {
      expect(withoutPlaces(fromYaml(name))).toBe(withoutPlaces(fromIni(name)));
    }
  });
});
