import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/checkout.ts';
import { Folder } from '../../support/folder.ts';
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
export class Site extends Folder {
  readonly bundler: Bundler;

  /** @param fixture the project to copy, below `fixtures/` */
  constructor(bundler: Bundler, fixture: 'small' | 'full' | 'mkdocs' = 'small') {
    super(path.join(ROOT, '.lockstep/test-sites'), `${fixture}-${bundler}`);
    this.bundler = bundler;
    cpSync(path.join(FIXTURES, fixture), this.folder, { recursive: true });
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
}
