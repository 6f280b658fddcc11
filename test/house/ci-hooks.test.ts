import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/checkout.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const TRUTH = 'The port of `server.port` is 8417.\n';
const LIE = '# Server\n\nThe port: <% ini-value server.port %>9000<% /ini-value %>.\n';

/** A project with the command installed, a configuration and a page. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-ci-'));
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(
    path.join(ROOT, 'plugin/bin/lockstep.js'),
    path.join(folder, 'node_modules/.bin/lockstep'),
  );
  mkdirSync(path.join(folder, 'docs'));
  write('package.json', '{"private": true}');
  write('app.ini', '[server]\nport = 8417\n');
  write('lockstep.config.json', '{"sources": {"app": "app.ini"}}');
  write('docs/server.md', LIE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text);
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

describe('the GitHub Action', () => {
  const text = read('action.yml');
  const action: Action = parse(text);
  const step = action.runs.steps.find(({ id }) => id === 'check');

  /** Runs the step as the runner does: https://docs.github.com/actions, "Workflow syntax", `shell: bash`. */
  function runStep(inputs: Readonly<Record<string, string>> = {}): {
    readonly code: number | null;
    readonly out: string;
    readonly outputs: string;
  } {
    const script = path.join(folder, 'step.sh');
    const outputs = path.join(folder, 'github-output');
    writeFileSync(script, step?.run ?? '');
    writeFileSync(outputs, '');
    const env = Object.entries(step?.env ?? {}).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ''] as const;
    });
    const { PATH = '', HOME = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', script],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH, HOME, GITHUB_OUTPUT: outputs, ...Object.fromEntries(env) },
      },
    );
    return { code: status, out: stdout + stderr, outputs: readFileSync(outputs, 'utf8') };
  }

  it('is a composite action that uses every input it has, and no other', () => {
    expect(Object.keys(parse(text))).toEqual([
      'name',
      'description',
      'author',
      'branding',
      'inputs',
      'outputs',
      'runs',
    ]);
    expect(action.runs.using).toBe('composite');
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
    for (const { run, shell, uses } of action.runs.steps) {
      expect(run === undefined ? uses : shell).toBeTruthy();
    }
  });

  it('writes no expression into a script', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it('passes when all is well', () => {
    write('docs/server.md', LIE.replace('9000', '8417'));
    expect(runStep()).toMatchObject({ code: 0, outputs: '' });
  });

  it('fails with annotations when a page is wrong', () => {
    const { code, out } = runStep();
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=docs\/server\.md,line=3,.*9000/m);
  });

  it('looks at the given paths alone, whatever they are called', () => {
    mkdirSync(path.join(folder, 'docs/a b'));
    write('docs/a b/-c.md', TRUTH);
    expect(runStep({ paths: 'docs/a b/-c.md' }).code).toBe(0);
    expect(runStep({ paths: 'docs/a b/-c.md\ndocs/server.md\n' }).code).toBe(1);
  });

  it('keeps a report in a file', () => {
    const { code, outputs } = runStep({ format: 'sarif', output: 'lockstep.sarif' });
    expect(code).toBe(1);
    const report = path.join(folder, 'lockstep.sarif');
    expect(outputs).toBe(`report=${report}\n`);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it.each(['$(touch planted)', '"; touch planted; "', '`touch planted`', "'; touch planted #"])(
    'runs nothing that an input says: %s',
    (input) => {
      runStep({ paths: input, format: input, baseline: input, output: input });
      expect(existsSync(path.join(folder, 'planted'))).toBe(false);
    },
  );
});

describe('the pre-commit hook', () => {
  /** https://pre-commit.com/#creating-new-hooks */
  const KEYS = new Set(
    'id name entry language files exclude types types_or exclude_types always_run fail_fast verbose pass_filenames require_serial description language_version minimum_pre_commit_version args stages'.split(
      ' ',
    ),
  );
  const hooks: readonly Readonly<Record<string, unknown>>[] = parse(read('.pre-commit-hooks.yaml'));
  const [hook = {}] = hooks;

  it('has the fields that pre-commit needs, and no others', () => {
    expect(hooks).toHaveLength(1);
    expect(hook).toMatchObject({ id: 'lockstep-check', language: 'system', pass_filenames: false });
    expect(Object.keys(hook).filter((key) => !KEYS.has(key))).toEqual([]);
  });

  it.each([
    ['docs/a.md', true],
    ['docs/a.mdx', true],
    ['conf/app.ini', true],
    ['app.yaml', true],
    ['settings.schema.json', true],
    ['lockstep.config.mjs', true],
    ['src/main.ts', false],
    ['readme.mdown', false],
  ])('looks when %s changes: %s', (file, expected) => {
    expect(new RegExp(String(hook['files'])).test(file)).toBe(expected);
  });

  it('stops a commit of git, and lets it through when the page is mended', () => {
    const { GIT_DIR: _, ...env } = process.env;
    const git = (...args: readonly string[]): number | null =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder,
        env,
      }).status;
    execFileSync('git', ['init', '-q'], { cwd: folder, env });
    write('.git/hooks/pre-commit', `#!/bin/sh\nexec ${String(hook['entry'])}\n`);
    chmodSync(path.join(folder, '.git/hooks/pre-commit'), 0o755);
    git('add', 'docs', 'app.ini');
    expect(git('commit', '-m', 'a lie')).toBe(1);
    write('docs/server.md', LIE.replace('9000', '8417'));
    expect(git('commit', '-m', 'the truth')).toBe(0);
  });
});
