import { compileSchema } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { effective, places, resolve } from './resolving.ts';

const schema = catalogue();

describe('required keys', () => {
  it('are demanded in sections that exist only', () => {
    const resolved = resolve({
      files: { 'a.ini': '[oidc.providers.main]\nissuer = https://a\n' },
      schema,
      complete: true,
    });
    expect(places(resolved.problems)).toEqual([
      'missing-required a.ini:1:1 oidc.providers.main.client_id',
      'missing-required a.ini app.environment',
    ]);
    expect(resolved.problems[1]).toMatchObject({
      message: '`app.environment` must be set, in a file or as `APP_ENVIRONMENT`',
      expected: 'one of development, test, staging, production',
    });
    expect(resolved.problems[0]?.message).toContain('OIDC_MAIN_CLIENT_ID');
  });

  it('are demanded in an optional section once it is used', () => {
    const text = '[app]\nenvironment = test\n[tls]\ncert_file = a.pem\n';
    expect(places(resolve({ files: { 'a.ini': text }, schema, complete: true }).problems)).toEqual([
      'missing-required a.ini:3:1 tls.key_file',
    ]);
  });

  it('are not missing when they are set wrongly', () => {
    const resolved = resolve({
      files: { 'a.ini': '[app]\nenvironment = prod\n' },
      schema,
      complete: true,
    });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['wrong-type']);
  });

  it('are not demanded of a part', () => {
    expect(resolve({ files: {}, schema, complete: false }).problems).toEqual([]);
  });
});

describe('mistakes', () => {
  it('are all reported at once, each with place, expectation and nearest name', () => {
    const text = [
      '[app]',
      'environment = prod',
      'port = 99999',
      'nmae = x',
      'host = a b',
      '',
      '[securty]',
      'x = 1',
      'y = 2',
      '',
      '[security.session]',
      'idle_timeout = soon',
      'idle_timeot = 5m',
      'max_concurrent[] = 1',
      '',
      '[security]',
      'csrf = 1',
      '',
      '[app.port]',
      'x = 1',
    ].join('\n');
    const { problems } = resolve({ files: { 'a.ini': text }, schema });
    const ours = problems.filter(({ code }) => !code.startsWith('ini-'));
    expect(places(ours)).toEqual([
      'wrong-type a.ini:2:1 app.environment',
      'constraint a.ini:3:1 app.port',
      'unknown-key a.ini:4:1 app.nmae',
      'wrong-type a.ini:5:1 app.host',
      'unknown-key a.ini:7:1 securty',
      'wrong-type a.ini:12:1 security.session.idle_timeout',
      'unknown-key a.ini:13:1 security.session.idle_timeot',
      'wrong-type a.ini:14:1 security.session.max_concurrent',
      'key-conflict a.ini:17:1 security.csrf',
      'key-conflict a.ini:20:1 app.port.x',
    ]);
    const byKey = new Map(ours.map((problem) => [problem.key, problem]));
    expect(byKey.get('app.port')).toMatchObject({ expected: 'at most 65535', received: '`99999`' });
    expect(byKey.get('app.nmae')?.nearest).toBe('name');
    expect(byKey.get('securty')?.nearest).toBe('security');
    expect(byKey.get('security.session.idle_timeout')?.expected).toContain('such as 30m');
    expect(byKey.get('security.session.max_concurrent')?.received).toBe('a list of 1 item');
  });

  it('points at the item of a list', () => {
    const text =
      '[security.cors]\nmethods[] = GET\nmethods[] = FETCH\norigins[] = x\norigins[] = https://a\norigins[] = y\n';
    expect(places(resolve({ files: { 'a.ini': text }, schema }).problems).toSorted()).toEqual([
      'wrong-type a.ini:3:1 security.cors.methods',
      'wrong-type a.ini:4:1 security.cors.origins',
      'wrong-type a.ini:6:1 security.cors.origins',
    ]);
  });

  it('names planned keys and planned values', () => {
    const text = '[security.session]\nstore = cookie\n[security.csrf]\nsigner = x\n';
    const { problems } = resolve({ files: { 'a.ini': text }, schema });
    expect(places(problems)).toEqual([
      'planned-value a.ini:2:1 security.session.store',
      'planned-key a.ini:4:1 security.csrf.signer',
    ]);
    expect(problems[1]?.message).toBe('`security.csrf.signer` is planned: nothing reads it yet');
  });

  it('are found in variables, and in files that lose', () => {
    const resolved = resolve({
      files: { 'a.ini': '[app]\nport = x\n' },
      schema,
      env: { PORT: '70000' },
    });
    expect(places(resolved.problems)).toEqual([
      'wrong-type a.ini:2:1 app.port',
      'constraint environment app.port',
    ]);
    expect(resolved.problems[1]?.message).toBe(
      '`PORT` (`app.port`) has a value that is not allowed',
    );
  });

  it('accepts anything in an open table', () => {
    const resolved = resolve({
      files: { 'a.ini': '[extra]\nx = 1\n[extra.deep]\ny[] = 2\n' },
      schema,
    });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'extra.x')).toEqual(['1', 'a.ini:2:1']);
    expect(effective(resolved, 'extra.deep.y')).toEqual([['2'], 'a.ini:4:1']);
  });

  it('treats null as unset where the schema allows it, and as a mistake elsewhere', () => {
    const text = 'oidc:\n  default_provider: null\napp:\n  name: null\n';
    const resolved = resolve({ files: { 'a.yaml': text }, schema });
    expect(resolved.values.has('oidc.default_provider')).toBe(false);
    expect(places(resolved.problems)).toEqual(['wrong-type a.yaml:4:3 app.name']);
    expect(resolved.problems[0]?.received).toBe('null');
  });

  it('stops at a broken schema', () => {
    const broken = compileSchema({
      type: 'object',
      properties: { a: { type: 'integer', default: 'x' } },
    });
    const resolved = resolve({ files: { 'a.ini': 'b = 1\n' }, schema: broken });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['invalid-default']);
    expect(resolved.values.size).toBe(0);
  });

  it.each(['a.ini', 'a.yaml'])('reports reserved names in %s, and they reach nothing', (file) => {
    const text = file.endsWith('ini') ? '[labels]\n__proto__ = x\n' : 'labels:\n  __proto__: x\n';
    const resolved = resolve({ files: { [file]: text }, schema });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['reserved-key']);
    expect([...resolved.values.keys()].some((key) => key.includes('__proto__'))).toBe(false);
  });
});
