import { describe, expect, it } from 'vitest';
import { checkSecretLiterals } from '../../../../plugin/src/claims/config/secret-literals.ts';
import { documentOf, schemaOf, sourceOf } from './source.ts';

const schema = schemaOf({
  password: { type: 'string', 'x-secret': true, 'x-env': 'DB_PASSWORD', 'x-aliases': ['a.pass'] },
  keys: { type: 'array', items: { type: 'string' }, 'x-secret': true },
  name: { type: 'string' },
});

function look(line: string) {
  const source = sourceOf(`[a]\n${line}\n`, schema);
  return checkSecretLiterals(documentOf(source), source);
}

describe('secrets that are written out', () => {
  it.each([
    'password = hunter2-and-more',
    'password = "${DB_PASSWORD:-hunter2}"',
    'pass = hunter2-and-more',
    'keys[] = hunter2-and-more',
    ';password = hunter2-and-more',
  ])('%s', (line) => {
    const [finding, ...more] = look(line);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'secret-literal', severity: 'error' });
    expect(JSON.stringify(finding)).not.toContain('hunter2');
    expect(finding?.span?.start.line).toBe(2);
  });

  it.each([
    'password = ${DB_PASSWORD}',
    'password = "${DB_PASSWORD:?set it}"',
    'password =',
    'password = changeme',
    'password = <your password>',
    'password = ********',
    'password = your-password-here',
    'name = hunter2-and-more',
  ])('but not %s', (line) => {
    expect(look(line)).toEqual([]);
  });

  it('name the variable to use', () => {
    expect(look('password = hunter2-and-more')[0]?.expected).toBe(
      'a reference such as `${DB_PASSWORD}`',
    );
  });
});
