import {
  compileSchema,
  createRedactor,
  describeConfig,
  fingerprint,
  parseIni,
  parseYaml,
  resolveConfig,
  type ConfigDocument,
  type ConfigSchema,
  type Environment,
  type ResolvedConfig,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../config/src/redact/canonical-json.ts';

const ini = (source: string): ConfigDocument => parseIni(source, { file: 'app.ini' });
const yaml = (source: string): ConfigDocument => parseYaml(source, { file: 'app.yaml' });
const resolve = (
  document: ConfigDocument,
  schema?: ConfigSchema,
  env?: Environment,
): ResolvedConfig => resolveConfig({ documents: [document], schema, env, complete: false });

const SCHEMA = compileSchema({
  type: 'object',
  properties: {
    port: { type: 'integer', default: 8000, 'x-env': 'PORT' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    timeout: { type: ['number', 'string'], 'x-unit': 'seconds' },
    url: { type: 'string' },
    key: { type: 'string', 'x-secret': true, 'x-env': 'KEY' },
    other: { type: 'string', 'x-secret': true },
  },
});

describe('describeConfig', () => {
  const resolved = resolve(
    ini('timeout = 30m\nkey = "${KEY}"\nurl = redis://:hunter2@db\ntags[] = a\ntags[] = b\n'),
    SCHEMA,
    { KEY: 'from-the-environment', PORT: '9000' },
  );
  const listing = describeConfig(resolved, createRedactor({ resolved }));
  const of = (key: string): unknown => listing.find((value) => value.key === key);

  test('shows values in their type, with the text and the place they come from', () => {
    expect(of('timeout')).toMatchObject({
      value: 1800,
      source: '30m',
      set: true,
      secret: false,
      origin: 'app.ini:1:1',
    });
    expect(of('port')).toMatchObject({
      value: 9000,
      origin: 'PORT',
      provenance: { layer: 'env', variable: 'PORT' },
      shadowed: [{ layer: 'default' }],
    });
    expect(of('tags')).toMatchObject({ value: ['a', 'b'] });
  });

  test('shows of a secret only whether it is set, and of a URL all but its password', () => {
    expect(of('key')).toMatchObject({ value: '[redacted]', secret: true, set: true });
    expect(of('other')).toMatchObject({ value: null, secret: true, set: false, provenance: null });
    expect(of('url')).toMatchObject({ value: 'redis://:[redacted]@db', secret: false });
  });

  test('lists keys of the schema that are not set', () => {
    expect(of('name')).toMatchObject({ value: null, set: false, origin: null });
  });

  test('is JSON data', () => {
    expect(JSON.parse(JSON.stringify(listing))).toEqual(JSON.parse(JSON.stringify(listing)));
    expect(JSON.stringify(listing)).not.toMatch(/hunter2|from-the-environment/);
  });
});

const print = (source: string, env?: Environment): string =>
  fingerprint(resolve(ini(source), SCHEMA, env));

describe('fingerprint', () => {
  test('is the same for the same content, whatever the format, order, comments and layer', () => {
    const expected = print('name = a\nport = 1\ntimeout = 30m\n');
    expect(expected).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(print('; note\nport = 1\n\ntimeout = 1800\nname = "a"\n')).toBe(expected);
    expect(print('name = a\ntimeout = 30m\n', { PORT: '1' })).toBe(expected);
    expect(fingerprint(resolve(yaml('port: 1\nname: a\ntimeout: 30m\n'), SCHEMA))).toBe(expected);
  });

  test('changes with every value, list order and key that is not secret', () => {
    const sources = [
      '',
      'port = 1',
      'port = 2',
      'name = 1',
      'tags[] = a\ntags[] = b',
      'tags[] = b\ntags[] = a',
      'name =',
    ];
    expect(new Set(sources.map((source) => print(source))).size).toBe(sources.length);
  });

  test('changes with the schema', () => {
    const other = compileSchema({ ...SCHEMA.json, title: 'Other' });
    expect(fingerprint(resolve(ini('port = 1'), other))).not.toBe(print('port = 1'));
  });

  test('says of a secret only whether it is set', () => {
    expect(print('key = one')).toBe(print('key = another'));
    expect(print('key = one')).not.toBe(print(''));
    expect(print('url = redis://:one@db')).toBe(print('url = redis://:another@db'));
    expect(print('url = redis://:one@db')).not.toBe(print('url = redis://:one@other'));
  });

  test('agrees between formats for any content without a schema', () => {
    const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
    const value = fc.stringMatching(/^[a-z0-9]{1,10}$/);
    const settings = fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: false });
    fc.assert(
      fc.property(fc.dictionary(name, settings, { maxKeys: 4, minKeys: 1 }), (sections) => {
        const filled = Object.entries(sections).filter(([, keys]) => Object.keys(keys).length > 0);
        const asIni = filled.map(
          ([section, keys]) =>
            `[${section}]\n${Object.entries(keys)
              .map(([key, text]) => `${key} = "${text}"\n`)
              .join('')}`,
        );
        const asYaml = filled.toReversed().map(
          ([section, keys]) =>
            `${section}:\n${Object.entries(keys)
              .toReversed()
              .map(([key, text]) => `  ${key}: "${text}"\n`)
              .join('')}`,
        );
        expect(fingerprint(resolve(yaml(asYaml.join(''))))).toBe(
          fingerprint(resolve(ini(asIni.join('')))),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('canonical JSON', () => {
  test('sorts members by code unit and has no white space', () => {
    expect(
      canonicalJson({ b: [1, { d: null, c: 'x' }], a: 1.5, '\u20ac': 1, '\ud83d\ude00': 2 }),
    ).toBe('{"a":1.5,"b":[1,{"c":"x","d":null}],"\u20ac":1,"\ud83d\ude00":2}');
  });

  test('keeps the data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
