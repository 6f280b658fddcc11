import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';
import { Program } from '../../support/program.ts';

const FIXTURES = path.join(import.meta.dirname, '../fixtures');
const DOCUSAURUS = path.join(ROOT, 'node_modules/.bin/docusaurus');

/** Where a build leaves something, below the site. */
const BUILT = ['build', '.docusaurus', 'docs', 'node_modules/.cache'];

export type Bundler = 'rspack' | 'webpack';

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: Awaited<Program['ended']>;
  readonly output: string;
}

/**
 * A project with a real Docusaurus site in it: `site/`, and beside it `config/`, outside the site. It lies below the
 * repository so that it finds the installed packages. Paths are relative to the project.
 */
export class Site {
  readonly folder: string;
  readonly bundler: Bundler;

  /** @param fixture the project to copy, below `fixtures/` */
  constructor(bundler: Bundler, fixture: 'small' | 'full' | 'mkdocs' = 'small') {
    const parent = path.join(ROOT, '.lockstep/test-sites');
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(path.join(parent, `${fixture}-${bundler}-`));
    this.bundler = bundler;
    cpSync(path.join(FIXTURES, fixture), this.folder, { recursive: true });
  }

  path(file: string): string {
    return path.join(this.folder, file);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  delete(file: string): void {
    rmSync(this.path(file));
  }

  /** Replaces text in a file; fails when it is not there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
    this.write(file, text.replace(from, to));
  }

  /** Starts a command of Docusaurus, as a user does. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
    return new Program(DOCUSAURUS, args, this.path('site'), {
      BUNDLER: this.bundler,
      NO_UPDATE_NOTIFIER: '1',
      ...env,
    });
  }

  /** Runs a command of Docusaurus to its end. */
  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const program = this.start(args, env);
    const code = await program.ended;
    return { code, output: program.output };
  }

  /** `docusaurus build`. */
  build(env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return this.run(['build'], env);
  }

  /**
   * Every file of the site that a build makes or keeps: output, generated files and caches.
   *
   * @yields the file's path below the site and its bytes
   */
  *builtFiles(): Generator<readonly [file: string, bytes: Buffer]> {
    for (const start of BUILT) {
      const folder = path.join(this.folder, 'site', start);
      if (!existsSync(folder)) continue;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        yield [path.relative(path.join(this.folder, 'site'), file), readFileSync(file)];
      }
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
