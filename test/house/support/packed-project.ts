import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';
import { Folder } from '../../support/folder.ts';

/** Our packages by their workspaces. */
export const PACKAGES: Readonly<Record<string, string>> = {
  config: '@lockstep/config',
  plugin: 'docusaurus-plugin-lockstep',
  server: '@lockstep/server',
};

/** Packs our packages as npm would publish them. @returns the folder of the tarballs, in the system's own temporary one */
export function packAll(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-tarballs-'));
  const workspaces = Object.keys(PACKAGES).flatMap((name) => ['--workspace', name]);
  execFileSync('npm', ['pack', ...workspaces, '--pack-destination', folder, '--ignore-scripts'], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  return folder;
}

/** A project outside of the repository: our tarballs, and of all that is installed only what they and it declare. */
export class PackedProject extends Folder {
  readonly #tarballs: string;

  /**
   * @param tarballs where {@link packAll} put them
   * @param own what the project itself depends on, beside our packages
   */
  constructor(tarballs: string, own: readonly string[]) {
    super(tmpdir(), 'lockstep-project');
    this.#tarballs = tarballs;
    for (const [workspace, name] of Object.entries(PACKAGES)) this.#unpack(workspace, name);
    for (const name of own) link(name, 'plugin', this.#modules());
    this.write('package.json', '{"type": "module", "private": true}');
    this.write('app.ini', '[app]\nport = 8080\nkey = ${KEY}\n');
  }

  /** Runs Node.js in the project and gives what it prints. */
  node(...args: readonly string[]): string {
    return execFileSync(process.execPath, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: {},
      stdio: 'pipe',
    });
  }

  /** Runs a program of the repository in the project. @returns what it prints, with its exit code behind */
  tool(name: string, ...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(path.join(ROOT, 'node_modules/.bin', name), args, {
      cwd: this.folder,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}\nexit code ${status}`;
  }

  #modules(...names: readonly string[]): string {
    return this.path('node_modules', ...names);
  }

  #unpack(workspace: string, name: string): void {
    const folder = this.#modules(name);
    const prefix = name.replace('@', '').replace('/', '-');
    const tarball = readdirSync(this.#tarballs).find((file) => file.startsWith(prefix)) ?? '';
    const file = path.join(this.#tarballs, tarball);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['xzf', file, '-C', folder, '--strip-components=1']);
    const own = Object.values(PACKAGES);
    const declared = dependenciesOf(folder).filter((each) => !own.includes(each));
    for (const each of declared) link(each, workspace, path.join(folder, 'node_modules'));
  }
}

function dependenciesOf(folder: string): readonly string[] {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const manifest: { dependencies?: Readonly<Record<string, string>> } = JSON.parse(text);
  return Object.keys(manifest.dependencies ?? {});
}

/** Links an installed package, the one that a workspace would use. */
function link(name: string, workspace: string, modules: string): void {
  const own = path.join(ROOT, workspace, 'node_modules', name);
  const target = path.join(modules, name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(existsSync(own) ? own : path.join(ROOT, 'node_modules', name), target);
}
