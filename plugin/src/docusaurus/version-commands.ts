import { formatProblem } from '@lockstep/config';
import type { LockstepOptions, Sources } from '../sources/source.ts';
import type { HostCli } from './host-cli.ts';
import type { LoadContext } from './host-types.ts';
import { allVersionDirectories, directoriesOfVersion } from './version-directories.ts';

/** What pages are frozen with. */
export interface VersionProject {
  readonly sources: Sources;
  readonly options: LockstepOptions;
}

const VERSION_COMMAND = /^docs:version(?::(?<instance>.+))?$/;

/**
 * Extends the Docusaurus command line so that a version keeps the values it was released with: right after
 * `docs:version` has copied the pages, their tags are replaced by what they say. `lockstep:freeze` does it by hand.
 */
export function extendVersionCommands(
  cli: HostCli,
  context: LoadContext,
  project: VersionProject,
): void {
  for (const command of cli.commands) {
    const match = VERSION_COMMAND.exec(command.name());
    if (!match) continue;
    const instance = match.groups?.['instance'] ?? 'default';
    command.on(`command:${command.name()}`, ([version = '']) => {
      // The event comes when copying begins; a failure ends the process, so this is reached with all pages copied.
      process.once('beforeExit', () => {
        const directories = directoriesOfVersion(context, instance, version);
        void freezeVersion(directories, context, project);
      });
    });
  }
  cli
    .command('lockstep:freeze')
    .arguments('[dir...]')
    .description(
      'Replace the tags of released versions by what they say now (default: all versions)',
    )
    .action((directories) => {
      const named = Array.isArray(directories) ? directories.map(String) : [];
      const chosen = named.length > 0 ? named : allVersionDirectories(context);
      return freezeVersion(chosen, context, project);
    });
}

/** Freezes directories of a site and reports what it did; the process fails when a page has a mistake. */
async function freezeVersion(
  directories: readonly string[],
  { siteDir, siteConfig, i18n }: LoadContext,
  project: VersionProject,
): Promise<void> {
  // Commands that make no version need no parsers.
  const { freezeDirectories } = await import('../freeze/freeze-directories.ts');
  const { freezeRenderer } = await import('../freeze/freeze-renderer.ts');
  const from = { ...project, cwd: siteDir, locale: i18n.defaultLocale };
  const { changed, problems } = freezeDirectories({
    cwd: siteDir,
    directories,
    format: siteConfig.markdown.format,
    admonitions: project.options.admonitions,
    rendererOf: (directory) => freezeRenderer(directory, from),
  });
  const folders = directories.join(', ');
  if (problems.length > 0) {
    for (const problem of problems) console.error(formatProblem(problem));
    console.error(
      `Nothing was frozen in ${folders}. Correct the pages there and run \`docusaurus lockstep:freeze\`, or remove the version`,
    );
    process.exitCode = 1;
    return;
  }
  const count = changed.length === 1 ? '1 page' : `${changed.length} pages`;
  console.log(`Lockstep: froze ${count} in ${folders}`);
}
