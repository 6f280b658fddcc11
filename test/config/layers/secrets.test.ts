import { compileSchema, Secret } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { places, resolve, revealed } from './resolving.ts';

describe('secrets', () => {
  const LITERAL = 'hunter2hunter2';
  const secretSchema = compileSchema({
    type: 'object',
    properties: {
      key: { type: 'string', 'x-secret': true, minLength: 32, 'x-env': 'APP_KEY' },
      keys: { type: 'array', items: { type: 'string', pattern: '^[a-f]+$', 'x-secret': true } },
      port: { type: 'integer' },
    },
  });

  it('are wrapped, and never in a problem, a source or JSON', () => {
    const text = `key = ${LITERAL}\nkeys[] = ${LITERAL}\nkeys[] = abc\nport = redis://u:${LITERAL}/x y@h\n`;
    const resolved = resolve({ files: { 'a.ini': text }, schema: secretSchema });
    expect(places(resolved.problems)).toEqual([
      'constraint a.ini:1:1 key',
      'constraint a.ini:2:1 keys',
      'wrong-type a.ini:4:1 port',
    ]);
    expect(JSON.stringify(resolved.problems)).not.toContain(LITERAL);
    expect(resolved.problems[0]?.expected).toBe('at least 32 characters');

    const valid = resolve({
      files: { 'a.ini': `key = ${LITERAL.repeat(3)}\n` },
      schema: secretSchema,
    });
    const value = valid.values.get('key');
    expect(value?.value).toBeInstanceOf(Secret);
    expect(revealed(valid, 'key')).toBe(LITERAL.repeat(3));
    expect(value?.source).toBe('[redacted]');
    expect(JSON.stringify([value?.value, value?.source])).not.toContain(LITERAL);
  });

  it.each([
    ['${KEY}', '${KEY}'],
    ['${KEY:?set it}', '${KEY:?set it}'],
    [`\${KEY:-${LITERAL}}`, '${KEY:-[redacted]}'],
    [`\${KEY:-\${OTHER}}`, '${KEY:-${OTHER}}'],
    [`${LITERAL}\${KEY}`, '[redacted]${KEY}'],
  ])('show only the references of %s', (text, source) => {
    const files = { 'a.ini': `key = ${text}\n` };
    const filled = resolve({
      files,
      schema: secretSchema,
      env: { KEY: LITERAL.repeat(3) },
    });
    expect(filled.values.get('key')?.source).toBe(source);
    expect(revealed(filled, 'key')).toContain(LITERAL.repeat(3));
    const unread = resolve({ files, schema: secretSchema }).values.get('key');
    expect(unread?.source).toBe(source);
    expect(JSON.stringify(unread?.value)).not.toContain(LITERAL);
  });

  it('show nothing of a variable', () => {
    const resolved = resolve({ files: {}, schema: secretSchema, env: { APP_KEY: LITERAL } });
    expect(places(resolved.problems)).toEqual(['constraint environment key']);
    expect(JSON.stringify(resolved.problems)).not.toContain(LITERAL);
    const valid = resolve({ files: {}, schema: secretSchema, env: { APP_KEY: LITERAL.repeat(3) } });
    expect(valid.values.get('key')).toMatchObject({
      source: '[redacted]',
      provenance: { layer: 'env', variable: 'APP_KEY' },
    });
  });
});
