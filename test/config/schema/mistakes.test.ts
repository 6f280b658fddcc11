import { compileSchema, schemaFromZod } from '@lockstep/config';
import type { ConfigSchema } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { settingOf } from './setting-of.ts';

const codes = (schema: ConfigSchema): string[] => schema.problems.map((problem) => problem.code);

describe('mistakes in a schema', () => {
  it.each<[string, unknown, string]>([
    ['no object', [], 'invalid-schema'],
    ['a schema of a scalar', { type: 'string' }, 'invalid-schema'],
    ['an unknown type', { type: 'object', properties: { a: { type: 'strng' } } }, 'invalid-schema'],
    [
      'a broken pattern',
      { type: 'object', properties: { a: { type: 'string', pattern: '(' } } },
      'invalid-schema',
    ],
    [
      'a reference to nowhere',
      { type: 'object', properties: { a: { $ref: '#/$defs/x' } } },
      'unresolved-reference',
    ],
    [
      'a reference to another file',
      { type: 'object', properties: { a: { $ref: 'other.json' } } },
      'unresolved-reference',
    ],
    [
      'a table in itself',
      {
        type: 'object',
        $defs: { t: { type: 'object', properties: { t: { $ref: '#/$defs/t' } } } },
        properties: { a: { $ref: '#/$defs/t' } },
      },
      'recursive-reference',
    ],
    [
      'a default of the wrong type',
      { type: 'object', properties: { a: { type: 'integer', default: 'x' } } },
      'invalid-default',
    ],
    [
      'a default out of bounds',
      { type: 'object', properties: { a: { type: 'integer', minimum: 5, default: 1 } } },
      'invalid-default',
    ],
    [
      'a default for a secret',
      {
        type: 'object',
        properties: { a: { type: 'string', 'x-secret': true, default: 'hunter2' } },
      },
      'secret-default',
    ],
    [
      'a variable for two keys',
      { type: 'object', properties: { a: { 'x-env': 'A' }, b: { 'x-env': 'A' } } },
      'duplicate-variable',
    ],
    [
      'a variable that cannot be',
      { type: 'object', properties: { a: { 'x-env': 'A-B' } } },
      'invalid-variable',
    ],
    [
      'an annotation of the wrong kind',
      { type: 'object', properties: { a: { 'x-aliases': 'old', 'x-unit': 'minutes' } } },
      'invalid-annotation',
    ],
    [
      'a variable for all tables of a map',
      {
        type: 'object',
        additionalProperties: { type: 'object', properties: { a: { 'x-env': 'A' } } },
      },
      'invalid-variable',
    ],
    [
      'an alias over a live key',
      { type: 'object', properties: { a: {}, b: { 'x-aliases': ['a'] } } },
      'alias-shadows-key',
    ],
    [
      'an alias of two keys',
      { type: 'object', properties: { a: { 'x-aliases': ['o'] }, b: { 'x-aliases': ['o'] } } },
      'duplicate-alias',
    ],
    [
      'an alias that is no path',
      { type: 'object', properties: { a: { 'x-aliases': ['a..b'] } } },
      'invalid-alias',
    ],
    [
      'a reserved name',
      JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'),
      'reserved-key',
    ],
    [
      'a list of tables',
      { type: 'object', properties: { a: { type: 'array', items: { type: 'object' } } } },
      'unsupported-schema',
    ],
  ])('reports %s', (_name, json, code) => {
    expect(codes(compileSchema(json))).toContain(code);
  });

  it('reports all of them at once, and never a secret', () => {
    const schema = compileSchema(
      {
        type: 'object',
        properties: {
          a: { type: 'integer', default: 'x' },
          b: { type: 'string', 'x-secret': true, default: 'hunter2' },
          c: { $ref: '#/nowhere' },
        },
      },
      { file: 'app.schema.json' },
    );
    expect(codes(schema).toSorted()).toEqual([
      'invalid-default',
      'secret-default',
      'unresolved-reference',
    ]);
    expect(JSON.stringify(schema.problems)).not.toContain('hunter2');
    expect(schema.problems.every((problem) => problem.file === 'app.schema.json')).toBe(true);
    expect(settingOf(schema, 'b').default).toBeUndefined();
  });

  it('leaves Object.prototype alone', () => {
    compileSchema(
      JSON.parse(
        '{"type":"object","$defs":{"__proto__":{"x":1}},"properties":{"__proto__":{"properties":{"polluted":{}}},"a":{"$ref":"#/$defs/__proto__"}}}',
      ),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('checks annotations made in zod too', () => {
    const schema = schemaFromZod(
      z.object({ a: z.string().meta({ 'x-env': 'X' }), b: z.string().meta({ 'x-env': 'X' }) }),
    );
    expect(codes(schema)).toEqual(['duplicate-variable']);
  });
});
