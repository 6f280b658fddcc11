import { compileSchema } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { settingOf } from './setting-of.ts';

const table = (name: string): object => ({
  type: 'object',
  properties: { kind: { const: name }, [name]: { type: 'string' } },
  required: ['kind', name],
});

describe('a JSON Schema from anywhere', () => {
  it('follows local references and merges allOf', () => {
    const schema = compileSchema({
      type: 'object',
      $defs: {
        port: { type: 'integer', minimum: 1, maximum: 65_535 },
        'a/b': { $anchor: 'named', type: 'string' },
      },
      properties: {
        port: { $ref: '#/$defs/port', default: 80 },
        high: { allOf: [{ $ref: '#/$defs/port' }, { minimum: 1024, description: 'High' }] },
        slash: { $ref: '#/$defs/a~1b' },
        named: { $ref: '#named' },
      },
    });
    expect(schema.problems).toEqual([]);
    expect(settingOf(schema, 'port')).toMatchObject({
      type: 'integer',
      default: 80,
      constraint: '1 to 65535',
    });
    expect(settingOf(schema, 'high')).toMatchObject({
      constraint: '1024 to 65535',
      description: 'High',
    });
    expect(settingOf(schema, 'slash').type).toBe('string');
    expect(settingOf(schema, 'named').type).toBe('string');
  });

  it.each<[string, object, object]>([
    [
      'null beside a type',
      { type: ['string', 'null'], default: null },
      { type: 'string', default: undefined },
    ],
    [
      'null as an alternative',
      { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      { type: 'integer' },
    ],
    [
      'fixed alternatives',
      { oneOf: [{ const: 'a' }, { enum: ['b', 'c'] }] },
      { type: 'enum', values: ['a', 'b', 'c'] },
    ],
    [
      'a word or a boolean',
      { anyOf: [{ const: 'auto' }, { type: 'boolean' }] },
      { values: ['auto', true, false] },
    ],
    ['a constant', { const: 'x' }, { type: 'enum', values: ['x'] }],
    [
      'one or several',
      { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'integer' } }] },
      { type: 'list', itemType: 'integer' },
    ],
    [
      'an ISO 8601 duration',
      { type: 'string', format: 'duration', default: 'PT30M' },
      { type: 'duration', unit: 'seconds', default: 1800 },
    ],
    [
      'a duration with a written default',
      { type: 'string', 'x-unit': 'seconds', default: '1h30m' },
      { type: 'duration', default: 5400 },
    ],
    ['bytes', { type: 'integer', 'x-unit': 'bytes', default: 10 }, { type: 'size', default: 10 }],
    [
      'hostname',
      { type: 'string', format: 'hostname' },
      { type: 'host', constraint: 'a host name (RFC 1123)' },
    ],
    ['a password', { type: 'string', format: 'password' }, { type: 'string', secret: true }],
    [
      'write-only',
      { type: 'string', writeOnly: true, minLength: 32 },
      { secret: true, constraint: 'at least 32 characters' },
    ],
    [
      'advice',
      { type: 'string', 'x-enforced': { advice: 'the proxy does it' } },
      { advice: 'the proxy does it' },
    ],
    ['nothing at all', {}, { type: 'string' }],
    [
      'lengths',
      { type: 'string', minLength: 8, maxLength: 64 },
      { constraint: '8 to 64 characters' },
    ],
    [
      'safe integers',
      { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: 9 },
      { constraint: 'at most 9' },
    ],
  ])('reads %s', (_name, leaf, expected) => {
    const schema = compileSchema({ type: 'object', properties: { key: leaf } });
    expect(schema.problems).toEqual([]);
    expect(settingOf(schema, 'key')).toMatchObject(expected);
  });

  it('joins alternatives that are tables', () => {
    const schema = compileSchema({
      type: 'object',
      properties: { db: { oneOf: [table('file'), table('server')] } },
    });
    expect(settingOf(schema, 'db.kind')).toMatchObject({
      values: ['file', 'server'],
      required: true,
    });
    expect(settingOf(schema, 'db.file').required).toBe(false);
  });

  it('reads patternProperties as maps', () => {
    const schema = compileSchema({
      type: 'object',
      properties: {
        jobs: {
          type: 'object',
          patternProperties: {
            '^[a-z]+$': { type: 'object', properties: { cron: { type: 'string' } } },
          },
        },
      },
    });
    expect(schema.find(['jobs', 'nightly', 'cron'])?.path).toEqual(['jobs', '*', 'cron']);
    expect(schema.find(['jobs', '1', 'cron'])).toBeUndefined();
  });
});
