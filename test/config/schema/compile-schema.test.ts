import { compileSchema, schemaFromZod } from '@lockstep/config';
import type { ConfigSchema, Setting } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { catalogue } from './catalogue.ts';

function settingOf(schema: ConfigSchema, key: string): Setting {
  const setting = schema.find(key.split('.'));
  if (!setting) throw new Error(`no setting ${key}`);
  return setting;
}

const codes = (schema: ConfigSchema): string[] => schema.problems.map((problem) => problem.code);

describe('a catalogue written in zod', () => {
  const schema = catalogue();

  it('has no problems', () => {
    expect(schema.problems).toEqual([]);
  });

  it.each([
    ['app.environment', 'enum', 'one of development, test, staging, production'],
    ['app.public_url', 'url', 'a URL with the scheme http or https'],
    ['app.host', 'host', undefined],
    ['app.port', 'integer', '1 to 65535'],
    ['app.trusted_proxies', 'list', undefined],
    ['app.body_limit', 'size', undefined],
    ['security.session.idle_timeout', 'duration', '1m to 1d'],
    ['security.session.max_concurrent', 'integer', 'at least 0'],
    ['security.session.analytics', 'boolean', undefined],
    ['security.secret_keys', 'list', 'at least 1 item'],
    ['security.cors.methods', 'list', 'each one of GET, POST, PUT, DELETE'],
    ['oidc.providers.*.client_id', 'string', 'at least 1 character'],
    ['redis.command_timeout', 'duration', undefined],
    ['labels.*', 'string', undefined],
  ])('reads %s as %s: %s', (key, type, constraint) => {
    expect(settingOf(schema, key)).toMatchObject({ type });
    expect(settingOf(schema, key).constraint).toBe(constraint);
  });

  it('keeps the annotations', () => {
    expect(settingOf(schema, 'security.session.idle_timeout')).toMatchObject({
      unit: 'seconds',
      default: 1800,
      env: 'SESSION_TIMEOUT',
      aliases: ['security.session_timeout'],
      security: 'A long idle time leaves a stolen cookie useful',
      standards: ['ASVS 5.0 7.3.1'],
      required: false,
      secret: false,
    });
    expect(settingOf(schema, 'app.allowed_hosts').defaultNote).toBe('the host of `app.public_url`');
    expect(settingOf(schema, 'security.csrf.signer').planned).toBe(true);
    expect(settingOf(schema, 'security.session.store').plannedValues).toEqual(['cookie']);
    expect(schema.title).toBe('Server settings');
    expect(schema.sections).toContainEqual({
      path: ['security', 'session'],
      title: 'Sessions',
      description: 'How long a login lasts',
    });
  });

  it('knows which keys must be set and which are secret', () => {
    expect(settingOf(schema, 'app.environment').required).toBe(true);
    expect(settingOf(schema, 'app.port').required).toBe(false);
    expect(settingOf(schema, 'oidc.default_provider')).toMatchObject({
      required: false,
      default: undefined,
    });
    expect(settingOf(schema, 'security.secret_keys').secret).toBe(true);
    expect(settingOf(schema, 'oidc.providers.main.client_secret').secret).toBe(true);
    expect(settingOf(schema, 'app.name').secret).toBe(false);
  });

  it('finds concrete paths in maps, with the pattern of their names', () => {
    expect(schema.find(['oidc', 'providers', 'main', 'issuer'])?.path).toEqual([
      'oidc',
      'providers',
      '*',
      'issuer',
    ]);
    expect(schema.find(['oidc', 'providers', 'My IdP', 'issuer'])).toBeUndefined();
    expect(schema.isSection(['oidc', 'providers', 'main'])).toBe(true);
    expect(schema.isSection(['oidc', 'providers', 'main', 'issuer'])).toBe(false);
    expect(schema.isSection(['nothing'])).toBe(false);
  });

  it.each([
    ['security.session_timeout', 'security.session.idle_timeout', undefined],
    ['rate_limiter.window_ms', 'security.rate_limit.window', 'milliseconds'],
    ['security.csrf_token_max_age_hours', 'security.csrf.max_age', 'hours'],
    ['security.cors_origins', 'security.cors.origins', undefined],
    ['app.cors.origins', 'security.cors.origins', undefined],
    ['oidc.refresh_tokens.enabled', 'oidc.refresh_tokens', undefined],
  ])('finds the old name %s', (alias, key, unit) => {
    const target = schema.findAlias(alias.split('.'));
    expect(target?.path.join('.')).toBe(key);
    expect(target?.unit).toBe(unit);
    expect(schema.findAlias(key.split('.'))).toBeUndefined();
  });

  it.each([
    ['security.session.idle_timout', 'security.session.idle_timeout'],
    ['securty.session.idle_timeout', 'security.session.idle_timeout'],
    ['security.sesion', 'security.session'],
    ['oidc.providers.main.isuer', 'oidc.providers.main.issuer'],
    ['security.idle_timeout', 'security.session.idle_timeout'],
    ['zzz', undefined],
  ])('suggests for %s the key %s', (wrong, nearest) => {
    expect(schema.nearest(wrong.split('.'))).toBe(nearest);
  });
});

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
