import { describe, expect, it } from 'vitest';
import { projectWith } from '../claims/project.ts';
import { evidence, ini, schema } from '../reference/fixture.ts';
import { directoryWith } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';
import type { Outcome } from './command-line.ts';

const config = {
  sources: { app: { path: 'app.ini', schema: 's.json' }, other: 'other.ini' },
  reference: { out: 'docs/reference', evidence: 'evidence.json' },
};

async function explain(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  content = ini,
): Promise<Outcome> {
  const cwd = directoryWith({
    'lockstep.config.json': JSON.stringify(config),
    's.json': JSON.stringify(schema),
    'evidence.json': JSON.stringify(evidence),
    'other.ini': '[a]\nb = 1\n',
    'app.ini': content,
  });
  return lockstep(cwd, ['explain', ...args], env);
}

describe('lockstep explain', () => {
  it('says all about a key', async () => {
    const { out, err, code } = await explain(['security.session.idle_timeout']);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toBe(`security.session.idle_timeout (proven, not enforced by this server)

Value         45 minutes (written 45m) from app.ini:4:1
Shadows       the default
Type          duration, such as 30m or 1h30m; a bare number counts seconds
Default       30 minutes
Environment   SESSION_TIMEOUT
Old names     security.session_timeout
              app.minutes (in minutes)
Not enforced  the browser does
Proven        A late request is anonymous.
              5m: 401 after {5} minutes
              10m: 401 after | 10 minutes
              by the test idle timeout
`);
  });

  it('takes the environment into account, unless told otherwise', async () => {
    const env = { SESSION_TIMEOUT: '5m' };
    const live = await explain(['security.session.idle_timeout'], env);
    expect(live.out).toContain('Value         5 minutes (written 5m) from SESSION_TIMEOUT\n');
    expect(live.out).toContain('Shadows       app.ini:4:1 and the default\n');
    const files = await explain(['security.session.idle_timeout', '--no-env'], env);
    expect(files.out).toContain('45 minutes (written 45m) from app.ini:4:1');
  });

  it('never shows a secret, whatever layer it is from', async () => {
    const fromFile = await explain(['security.key']);
    expect(fromFile.out).toContain('Value        set from app.ini:2:1\n');
    const fromEnvironment = await explain(['security.key'], { SECRET_KEY: 'from-the-env' });
    expect(fromEnvironment.out).toContain('Value        set from SECRET_KEY\n');
    for (const secret of ['sup3r', 'from-the-env', 'default-secret', 'example-secret']) {
      expect(fromFile.out + fromEnvironment.out).not.toContain(secret);
    }
  });

  it('explains a key by its old name, and says when that is in use', async () => {
    const { out, err } = await explain(
      ['security.session_timeout'],
      {},
      '[security]\nsession_timeout = 60\n',
    );
    expect(out).toContain(
      '1 minute (written 60) from app.ini:2:1, by its old name security.session_timeout',
    );
    expect(err).toMatch(/^app\.ini:2:1: warning: /);
  });

  it('explains a key of a map', async () => {
    const { out } = await explain(['providers.main.issuer']);
    expect(out).toContain('providers.main.issuer\n');
    expect(out).toContain('Environment  OIDC_MAIN_ISSUER\n');
  });

  it('explains a key of another source, also without schema', async () => {
    const { out } = await explain(['a.b', '--name', 'other']);
    expect(out).toBe('a.b\n\nValue  1 from other.ini:2:1\n');
  });

  it('names the nearest key', async () => {
    await expect(explain(['security.session.idel_timeout'])).resolves.toEqual({
      code: 1,
      out: '',
      err: 'lockstep: There is no key `security.session.idel_timeout`; did you mean `security.session.idle_timeout`?\n',
    });
  });

  it('names the error that may be meant', async () => {
    const { code, err } = await explain(['stale-cpy']);
    expect(code).toBe(1);
    expect(err).toContain('There is no key `stale-cpy`; did you mean the error `stale-copy`?');
  });

  it('explains a key although others are wrong, and says what is wrong with this one', async () => {
    const content = '[app]\nnme = x\n[security.session]\nidle_timeout = soon\n';
    const right = await explain(['app.name'], {}, content);
    expect(right.code).toBe(0);
    expect(right.err.split('\n')).toEqual([
      'lockstep: other keys have mistakes:',
      'app.ini:2:1: error: Unknown key `app.nme` [unknown-key]',
      'app.ini:4:1: error: `security.session.idle_timeout` must be a duration [wrong-type]',
      '',
    ]);
    const wrong = await explain(['security.session.idle_timeout'], {}, content);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/^app\.ini:4:1: error: /);
  });

  it('lists no more than a screenful of what is wrong with other keys', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `x${index} = 1`);
    const { err } = await explain(['app.name'], {}, `[app]\n${names.join('\n')}\n`);
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('and 2 more');
  });

  it('has nothing to say about secrets that are not set, when another key is asked for', async () => {
    const content = '[app]\nname = x\n[security]\nkey = "${NOT_THERE}"\n';
    await expect(explain(['app.name'], {}, content)).resolves.toMatchObject({ code: 0, err: '' });
  });

  it('lists the keys of a section', async () => {
    const { code, out, err } = await explain(['security']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^lockstep: `security` is a section; its keys are\n {2}security\.key\n/);
    expect(err).toContain('\n  security.session.idle_timeout\n');
  });

  it('names the sources when there is none of that name', async () => {
    await expect(explain(['app.name', '--name', 'ohter'])).resolves.toEqual({
      code: 2,
      out: '',
      err: 'lockstep: There is no source "ohter"; the sources are `app`, `other`; did you mean `other`?\n',
    });
  });

  it('says which variable a value waits for', async () => {
    const content = '[security]\nkey = "${NOT_THERE}"\n';
    const { err, code } = await explain(['security.key'], {}, content);
    expect(code).toBe(1);
    expect(err).toContain('`NOT_THERE` is not set');
  });

  it('lists the pages that are about a key, and what they say that is wrong', async () => {
    const cwd = projectWith({ 'docs/http.md': 'The `http.request_timeout` is 45 seconds.\n' });
    const { out } = await lockstep(cwd, ['explain', 'http.request_timeout']);
    expect(out).toMatch(/\nPages +app\.ini:3:24 comment\n +docs\/http\.md:1:6 mention\n/);
    expect(out).toMatch(/\n +docs\/http\.md:1:31 value, which is wrong\n$/);
    const other = await lockstep(cwd, ['explain', 'http.port']);
    expect(other.out).not.toContain('Pages');
  });
});
