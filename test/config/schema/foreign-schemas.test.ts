import type { ConfigSchema } from '@lockstep/config';
import { compileSchema, formatKeyPath, formatProblem } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { resolve } from '../layers/resolving.ts';

/** Effective values and error codes of a YAML text. */
function outcome(schema: ConfigSchema, text: string): [values: unknown, codes: string[]] {
  const { values, problems } = resolve({ files: { 'a.yaml': text }, schema, complete: true });
  const found = Object.fromEntries([...values].map(([key, { value }]) => [key, value]));
  return [found, problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)];
}

function compile(json: object): ConfigSchema {
  return compileSchema({ type: 'object', ...json }, { file: 'app.schema.json' });
}

function codes({ problems }: ConfigSchema): string[] {
  return problems.map(({ code, severity }) => `${severity} ${code}`);
}

/** Problems of a schema with one key, `app.key`, as people read them. */
function messagesOf(key: object): string[] {
  const app = { type: 'object', properties: { key } };
  return compile({ properties: { app } }).problems.map(formatProblem);
}

describe('schemas that others wrote', () => {
  it('may be of an older draft', () => {
    const schema = compile({
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'https://example.com/app.json',
      definitions: { port: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
      properties: {
        port: { $ref: '#/definitions/port' },
        pair: { type: 'array', items: [{ type: 'string' }], additionalItems: false },
        items: { type: 'string', default: 'a property, not a keyword' },
      },
      dependencies: { port: ['pair'], pair: { properties: { extra: { type: 'boolean' } } } },
    });
    expect(schema.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(schema.settings.map(({ path }) => formatKeyPath(path)).toSorted()).toEqual([
      'extra',
      'items',
      'pair',
      'port',
    ]);
    expect(outcome(schema, 'port: 0\n')[1]).toEqual(['constraint']);
    expect(outcome(schema, 'port: 1\npair: [a, b]\nextra: true\n')[0]).toMatchObject({
      port: 1,
      extra: true,
      pair: ['a', 'b'],
    });
  });

  it('may refer by `$id`, `$anchor`, through lists and into other properties', () => {
    const schema = compile({
      $id: 'https://example.com/root.json',
      properties: {
        a: { $ref: 'https://example.com/root.json#/$defs/port' },
        b: { $ref: '#port' },
        c: { $ref: '#/properties/a' },
        d: { $ref: '#/$defs/any/anyOf/1' },
      },
      $defs: {
        port: { $anchor: 'port', type: 'integer' },
        any: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      },
    });
    expect(codes(schema)).toEqual([]);
    expect(schema.settings.map(({ type }) => type)).toEqual(Array(4).fill('integer'));
  });

  it('may have tables in themselves, which accept any key', () => {
    const schema = compile({
      properties: { a: { $ref: '#/$defs/t' } },
      $defs: {
        t: { type: 'object', properties: { v: { type: 'integer' }, t: { $ref: '#/$defs/t' } } },
      },
    });
    expect(codes(schema)).toEqual(['warning recursive-reference']);
    expect(outcome(schema, 'a:\n  v: 1\n  t:\n    t:\n      v: x\n')).toEqual([
      { 'a.v': 1, 'a.t.t.v': 'x' },
      [],
    ]);
  });

  it('know the keys of all conditions, and require none of them', () => {
    const schema = compile(
      JSON.parse(`{
        "properties": { "store": { "enum": ["memory", "redis"] } },
        "additionalProperties": false,
        "allOf": [
          {
            "if": { "properties": { "store": { "const": "redis" } } },
            "then": { "required": ["url"], "properties": { "url": { "type": "string", "format": "uri" } } }
          },
          {
            "if": { "properties": { "store": { "const": "memory" } } },
            "then": { "properties": { "size": { "type": "integer" } } },
            "else": { "properties": { "size": { "const": 0 } } }
          }
        ]
      }`),
    );
    expect(codes(schema)).toEqual(['warning unsupported-schema']);
    expect(outcome(schema, 'store: redis\nurl: redis://h\nsize: 5\n')).toEqual([
      { store: 'redis', url: 'redis://h', size: 5 },
      [],
    ]);
    expect(outcome(schema, 'store: memory\n')[1]).toEqual([]);
    expect(outcome(schema, 'sise: 1\n')[1]).toEqual(['unknown-key']);
  });

  it.each<[string, object]>([
    ['minProperties', { additionalProperties: { type: 'string' }, minProperties: 1 }],
    ['dependentRequired', { properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } }],
    [
      'required alternatives',
      { properties: { a: {}, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    ],
    ['alternative tables', { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }],
    ['prefixItems', { properties: { a: { type: 'array', prefixItems: [{}] } } }],
    ['a required key that is not described', { properties: { a: {} }, required: ['aa'] }],
  ])('are told that this is not evaluated: %s', (_name, json) => {
    expect(codes(compile(json))).toEqual(['warning unsupported-schema']);
  });

  it('may give a choice between types', () => {
    const schema = compile({
      properties: {
        workers: {
          anyOf: [
            { type: 'string', pattern: '^auto$' },
            { type: 'integer', minimum: 1 },
          ],
        },
      },
    });
    expect(schema.settings[0]?.constraint).toBe(
      'text that matches ^auto$ or a whole number, at least 1',
    );
    expect(outcome(schema, 'workers: auto\n')[0]).toEqual({ workers: 'auto' });
    expect(outcome(schema, 'workers: 4\n')[0]).toEqual({ workers: 4 });
    expect(outcome(schema, 'workers: 0\n')).toEqual([{}, ['constraint']]);
  });

  it('may have alternative tables of which one accepts any key', () => {
    const schema = compile({
      properties: {
        a: {
          oneOf: [
            {
              type: 'object',
              properties: { kind: { type: 'string' } },
              additionalProperties: false,
            },
            { type: 'object', additionalProperties: { type: 'integer' } },
          ],
        },
      },
    });
    expect(outcome(schema, 'a:\n  kind: x\n  n: 5\n')).toEqual([{ 'a.kind': 'x', 'a.n': 5 }, []]);
  });

  it('may forbid a key with `false`', () => {
    expect(outcome(compile({ properties: { a: {}, old: false } }), 'old: 1\n')[1]).toEqual([
      'unknown-key',
    ]);
  });

  it('may escape more in patterns than Unicode mode allows', () => {
    const schema = compile({
      properties: { a: { type: 'string', pattern: '^[\\w\\-]+\\_$' }, b: { pattern: '^\\p{Lu}$' } },
      patternProperties: { '^x\\-': { type: 'string' } },
    });
    expect(codes(schema)).toEqual([]);
    expect(outcome(schema, 'a: b-_\nb: Ä\nx-1: y\n')[1]).toEqual([]);
    expect(outcome(schema, 'a: b\nb: ä\n')[1]).toEqual(['constraint', 'constraint']);
  });
});

describe('mistakes in a schema say where and what', () => {
  it.each<[string, object, string]>([
    [
      'an unknown type',
      { type: 'strng' },
      'app.schema.json: error: `/properties/app/properties/key/type` is none of the values it can be (JSON Schema 2020-12) [invalid-schema]\n' +
        '  expected one of array, boolean, integer, null, number, object, string\n' +
        '  did you mean `string`?',
    ],
    [
      'an unknown unit',
      { 'x-unit': 'second' },
      'app.schema.json: error: `app.key`: `x-unit` is none of the values it can be [invalid-annotation]\n' +
        '  expected one of seconds, milliseconds, bytes, count\n' +
        '  did you mean `seconds`?',
    ],
    [
      'aliases that are no list',
      { 'x-aliases': 'old' },
      'app.schema.json: error: `app.key`: `x-aliases` is of the wrong type [invalid-annotation]\n' +
        '  expected an array',
    ],
    [
      'a mistyped annotation',
      { 'x-secrets': true },
      'app.schema.json: warning: `app.key`: `x-secrets` is no annotation and has no effect [unknown-annotation]\n' +
        '  did you mean `x-secret`?',
    ],
    [
      'a wrong default',
      { type: 'integer', default: 'x' },
      'app.schema.json: error: `app.key`: The default is no valid value [invalid-default]\n' +
        '  expected a whole number\n  received "x"',
    ],
    [
      'a secret section',
      { type: 'object', properties: { a: { type: 'string' } }, 'x-secret': true },
      'app.schema.json: error: `app.key`: `x-secret` has no effect on a section [invalid-annotation]\n' +
        '  expected the annotation on each key',
    ],
  ])('%s', (_name, leaf, expected) => {
    expect(messagesOf(leaf)).toEqual([expected]);
  });

  it('leaves the annotations of others alone', () => {
    expect(messagesOf({ type: 'string', 'x-vendor': 1, 'x-enum-varnames': ['A'] })).toEqual([]);
  });
});
