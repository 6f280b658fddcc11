import { compileSchema } from '@lockstep/config';
import type { Environment } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from '../../../config/src/layers/references.ts';
import { effective, places, resolve } from './resolving.ts';

const fill = (text: string, env: Environment): string | string[] => {
  const { text: result, failures } = expand(text, env);
  return failures.length > 0 ? failures.map(({ code }) => code) : result;
};

describe('references', () => {
  const env = {
    A: 'a',
    B: 'b',
    EMPTY: '',
    NESTED: '${A}',
    X: '${Y}',
    Y: '${X}',
    SELF: 'x${SELF}',
    IN: '${X}',
  };

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['${A}', 'a'],
    ['<${A}${B}>', '<ab>'],
    ['${A:-x}', 'a'],
    ['${NONE:-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${NONE:-}', ''],
    ['${NONE:-${B}}', 'b'],
    ['${NONE:-${ALSO_NONE:-${A}!}}', 'a!'],
    ['${A:?needed}', 'a'],
    ['$${A}', '${A}'],
    ['${NONE:-$${A}}', '${A}'],
    ['$A $ $$ $1', '$A $ $$ $1'],
    ['${NESTED}', '${A}'],
    ['${toString:-own names only}', 'own names only'],
  ])('%s reads %s', (text, expected) => {
    expect(fill(text, env)).toBe(expected);
  });

  it.each([
    ['${NONE}', 'unset-variable'],
    ['${EMPTY}', 'unset-variable'],
    ['${NONE:?say so}', 'unset-variable'],
    ['${NONE:-${ALSO_NONE}}', 'unset-variable'],
    ['${X}', 'cyclic-reference'],
    ['${SELF}', 'cyclic-reference'],
    ['${}', 'malformed-reference'],
    ['${A', 'malformed-reference'],
    ['${A:=x}', 'malformed-reference'],
    ['${1}', 'malformed-reference'],
    ['${A:-${B}', 'malformed-reference'],
    ['${A:-'.repeat(50_000), 'malformed-reference'],
  ])('%.20s fails as %s', (text, code) => {
    expect(fill(text, env)).toEqual([code]);
  });

  it('says which variables make the circle', () => {
    expect(expand('${X}', env).failures[0]?.message).toContain('`X` -> `Y` -> `X`');
  });

  it('reports every failure of a value and names the variables it read', () => {
    expect(expand('${NONE}${A}${OTHER}', env).failures).toHaveLength(2);
    expect(expand('${A}${B}${A}', env).variables).toEqual(['A', 'B']);
  });

  it('takes what a variable holds literally, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        fc.pre(!value.includes('${V'));
        expect(fill('<${V}>', { V: value })).toBe(`<${value}>`);
      }),
    );
  });

  it('leaves any text alone that has no reference', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('${'));
        expect(fill(text, {})).toBe(text);
      }),
    );
  });
});

describe('references in files', () => {
  const schema = compileSchema({
    type: 'object',
    properties: {
      port: { type: 'integer', 'x-env': 'PORT' },
      hosts: { type: 'array', items: { type: 'string', format: 'host' } },
      name: { type: 'string' },
    },
  });

  it('are resolved in values, with the variable in the provenance and the source kept', () => {
    const resolved = resolve({
      files: { 'a.ini': 'port = ${P:-80}\nhosts = ${H}\n' },
      schema,
      env: { P: '81', H: 'a.example b.example' },
    });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'port')).toEqual([81, 'a.ini:1:1']);
    expect(resolved.values.get('port')).toMatchObject({
      source: '${P:-80}',
      provenance: { references: ['P'] },
    });
    expect(effective(resolved, 'hosts')?.[0]).toEqual(['a.example', 'b.example']);
  });

  it('never change the structure of a file', () => {
    const resolved = resolve({
      files: { 'a.ini': 'name = ${N}\n' },
      schema,
      env: { N: 'x\nport = 1\n[evil]' },
    });
    expect(resolved.problems).toEqual([]);
    expect([...resolved.values.keys()]).toEqual(['name']);
  });

  it('fail with the place when they cannot be resolved, all at once', () => {
    const text = 'port = ${P}\nhosts[] = a\nhosts[] = ${H:?the host}\nname = ${N\n';
    const { problems } = resolve({ files: { 'a.ini': text }, schema, env: {} });
    expect(places(problems)).toEqual([
      'unset-variable a.ini:1:1 port',
      'unset-variable a.ini:3:1 hosts',
      'malformed-reference a.ini:4:1 name',
    ]);
    expect(problems[1]?.message).toContain('the host');
  });

  it('need not resolve in a layer that loses', () => {
    expect(
      resolve({ files: { 'a.ini': 'port = ${P}\n' }, schema, env: { PORT: '1' } }).problems,
    ).toEqual([]);
  });

  it('stay as written when there is no environment to read', () => {
    const resolved = resolve({
      files: { 'a.ini': 'port = ${P:-80}\nhosts[] = ${H}\nname = $${x}\n' },
      schema,
    });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'port')?.[0]).toBe('${P:-80}');
    expect(effective(resolved, 'hosts')?.[0]).toEqual(['${H}']);
    expect(effective(resolved, 'name')?.[0]).toBe('${x}');
  });
});

describe('without a schema', () => {
  it('everything is text or a list of text', () => {
    const resolved = resolve({
      files: { 'a.ini': 'x = 1\n[a]\ny[] = 2\ny[] = ${V}\n', 'b.ini': '[a]\nz = on\nx.y = 3\n' },
      env: { V: 'v' },
    });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'x')).toEqual(['1', 'a.ini:1:1']);
    expect(effective(resolved, 'a.y')?.[0]).toEqual(['2', 'v']);
    expect(effective(resolved, 'a.z')).toEqual(['on', 'b.ini:2:1']);
  });

  it('later files win', () => {
    const resolved = resolve({ files: { 'a.ini': 'x = 1\n', 'b.ini': 'x = 2\n' } });
    expect(effective(resolved, 'x')).toEqual(['2', 'b.ini:1:1']);
    expect(resolved.values.get('x')?.shadowed).toHaveLength(1);
  });

  it('a name that is a key and a section is a warning', () => {
    const resolved = resolve({ files: { 'a.ini': '[a]\nb = 1\n', 'b.ini': '[a.b]\nc = 2\n' } });
    expect(places(resolved.problems)).toEqual(['key-conflict a.ini:2:1 a.b']);
    expect(resolved.problems[0]?.severity).toBe('warning');
  });
});
