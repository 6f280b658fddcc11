import { documentValues, loadDocument } from '@lockstep/config';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'lockstep-load-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

it.each([
  ['app.ini', 'ini', '[a]\nb = 1\n'],
  ['app.conf', 'ini', '[a]\nb = 1\n'],
  ['.env', 'ini', '[a]\nb = 1\n'],
  ['app.yaml', 'yaml', 'a:\n  b: 1\n'],
  ['APP.YML', 'yaml', 'a: {b: 1}\n'],
  ['app.json', 'yaml', '{"a": {"b": 1}}\n'],
])('reads %s as %s by its ending', (name, format, content) => {
  const document = loadDocument(write(name, content));
  expect(document.format).toBe(format);
  expect(document.problems).toEqual([]);
  expect(
    documentValues(document)
      .get('a.b')
      ?.entries.map(({ value }) => value.text),
  ).toEqual(['1']);
});

it('reads a format and a dialect that the ending does not tell', () => {
  expect(loadDocument(write('app.txt', 'a: {b: 1}'), { format: 'yaml' }).entries).toHaveLength(1);
  const grafana = loadDocument(write('grafana.ini', 'a = `x`\n'), { dialect: 'grafana' });
  expect(grafana.dialect).toBe('grafana');
  expect(grafana.entries.map(({ value }) => value.text)).toEqual(['x']);
});

it('names the file as the user does', () => {
  const document = loadDocument(write('app.yaml', 'a: 1\na: 2\n'), { name: 'conf/app.yaml' });
  expect(document.file).toBe('conf/app.yaml');
  expect(document.problems.map(({ file, code }) => [file, code])).toEqual([
    ['conf/app.yaml', 'duplicate-key'],
  ]);
});

it('gives an empty document with the problem for a file that is not there', () => {
  const document = loadDocument(join(root, 'none.yaml'));
  expect(document).toMatchObject({ source: '', blocks: [], entries: [] });
  expect(document.problems.map(({ code }) => code)).toEqual(['file-not-found']);
});

it('reports the bad bytes of a file and its mistakes together', () => {
  const path = join(root, 'latin1.yaml');
  writeFileSync(path, Buffer.from('a: caf\xe9\nb: *none\n', 'latin1'));
  expect(
    loadDocument(path).problems.map(({ code, span }) => `${span?.start.line} ${code}`),
  ).toEqual(['1 invalid-utf8', '2 yaml-alias']);
});
