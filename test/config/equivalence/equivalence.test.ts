import { documentValues, parseIni, parseYaml, type ConfigDocument } from '@lockstep/config';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { flatten, table, writeIni, writeYaml } from './config-tree.ts';

/** What a document says, by key path: a text, or a list of texts. */
function valuesOf(document: ConfigDocument): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [, { path, isList, entries }] of documentValues(document)) {
    const texts = entries.map(({ value }) => value.text);
    values.set(path.join('.'), isList ? texts : (texts[0] ?? ''));
  }
  return values;
}

/** The commented-out keys and their values. */
function disabledIn({ entries }: ConfigDocument): readonly string[] {
  const disabled = entries.filter((entry) => entry.disabled);
  return disabled.map(({ path, value }) => `${path.join('.')} ${value.text}`);
}

const errorsOf = ({ problems }: ConfigDocument): readonly string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

it('gives the same values for the same content in INI, in YAML and in JSON', () => {
  fc.assert(
    fc.property(table, (tree) => {
      const expected = flatten(tree);
      const ini = parseIni(writeIni(tree), { file: 'app.ini' });
      const yaml = parseYaml(writeYaml(tree), { file: 'app.yaml' });
      expect(errorsOf(ini)).toEqual([]);
      const json = parseYaml(JSON.stringify(tree, undefined, 2), { file: 'app.json' });
      expect([...yaml.problems, ...json.problems]).toEqual([]);
      expect(valuesOf(ini)).toEqual(expected);
      expect(valuesOf(yaml)).toEqual(expected);
      expect(valuesOf(json)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

it('gives the same values for a file as people write it', () => {
  const ini = parseIni(
    `
; The app.
[app]
name = Lockstep ; shown on pages
public_url = "https://example.com/#top"
; port = 8000
allowed_hosts[] = example.com
allowed_hosts[] = www.example.com

[security.session]
idle_timeout = 30m
store =
`,
    { file: 'app.ini' },
  );
  const yaml = parseYaml(
    `
# The app.
app:
  name: Lockstep # shown on pages
  public_url: https://example.com/#top
  # port: 8000
  allowed_hosts: [example.com, www.example.com]

security:
  session:
    idle_timeout: 30m
    store:
`,
    { file: 'app.yaml' },
  );
  expect(valuesOf(yaml)).toEqual(valuesOf(ini));
  expect(valuesOf(yaml).get('app.allowed_hosts')).toEqual(['example.com', 'www.example.com']);
  expect(disabledIn(yaml)).toEqual(['app.port 8000']);
  expect(disabledIn(ini)).toEqual(disabledIn(yaml));
});
