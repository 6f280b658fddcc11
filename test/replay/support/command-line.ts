import path from 'node:path';
import { main } from '../../../server/src/cli/main.ts';
import { SECRET_KEY } from '../../server/http/support.ts';
import { directoryWith } from '../../support/directory.ts';

/** A configuration in YAML that is right, and can be added to. */
export const APP = 'app:\n  environment: test\n';

type Variables = Readonly<Record<string, string>>;

/** What `lockstep-server` wrote, and how it ended. */
interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `lockstep-server` with this environment, and a secret key unless it has one. */
export async function run(argv: readonly string[], env: Variables = {}): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const exitCode = await main(argv, {
    env: { SECRET_KEY, ...env },
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return { exitCode, ...output };
}

/** A file in a folder of its own. */
export function file(name: string, text: string): string {
  return path.join(directoryWith({ [name]: text }), name);
}

/** The codes of what is wrong with a configuration; `accepted` when nothing is. */
export async function problemsOf(
  text: string,
  env: Variables = {},
  name = 'app.ini',
): Promise<string> {
  const { exitCode, stderr } = await run(['--check', '--config', file(name, text)], env);
  if (exitCode === 0) return 'accepted';
  const codes = [...stderr.matchAll(/error: .*\[([a-z-]+)\]$/gmu)].map(([, code]) => code);
  return [...new Set(codes)].join(', ');
}

/** The effective value of a key, as `--print-config` has it; or the codes of what is wrong. */
export async function valueOf(
  key: string,
  text: string,
  env: Variables = {},
  name = 'app.ini',
): Promise<string> {
  const config = file(name, text);
  const { exitCode, stdout } = await run(['--print-config', '--json', '--config', config], env);
  if (exitCode !== 0) return problemsOf(text, env, name);
  const {
    settings,
  }: { readonly settings: readonly { readonly key: string; readonly value: unknown }[] } =
    JSON.parse(stdout);
  return String(settings.find((setting) => setting.key === key)?.value);
}
