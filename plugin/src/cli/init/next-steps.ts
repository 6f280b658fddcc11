import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrors, readJsonFile } from '@lockstep/config';
import { isRecord } from '../../sources/checks.ts';

/** What shows the pages, and what has to be done there. */
interface PageHost {
  readonly name: string;
  readonly steps: string;
}

const DOCUSAURUS: PageHost = {
  name: 'Docusaurus',
  steps: `wrap the configuration in docusaurus.config:

  import { loadProject } from 'docusaurus-plugin-lockstep';
  import { withLockstep } from 'docusaurus-plugin-lockstep/docusaurus';

  export default async function createConfig() {
    const { options } = await loadProject('.'); // the directory of lockstep.config.yaml
    return withLockstep(config, options);
  }`,
};

/** Hosts by the package that shows them in `package.json`; the first that is there counts. */
const HOSTS: readonly (readonly [dependency: string, host: PageHost])[] = [
  ['@docusaurus/core', DOCUSAURUS],
  [
    'vitepress',
    {
      name: 'VitePress',
      steps: `add the plugin in .vitepress/config:

  import { loadProject } from 'docusaurus-plugin-lockstep';
  import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';

  const { options } = await loadProject('.'); // the directory of lockstep.config.yaml
  export default { markdown: { config: (md) => md.use(markdownItLockstep, options) } };`,
    },
  ],
  [
    'markdown-it',
    {
      name: 'markdown-it',
      steps: `add the plugin:

  import { loadProject } from 'docusaurus-plugin-lockstep';
  import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';

  const { options } = await loadProject('.');
  md.use(markdownItLockstep, options);`,
    },
  ],
  [
    'unified',
    {
      name: 'remark',
      steps: `add the plugin:

  import { loadProject } from 'docusaurus-plugin-lockstep';
  import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';

  const { options } = await loadProject('.');
  processor.use(remarkLockstep, options);`,
    },
  ],
];

/** The host that a project's `package.json` shows; `undefined` where it shows none. */
export function findHost(root: string): PageHost | undefined {
  const path = join(root, 'package.json');
  if (!existsSync(path)) return undefined;
  const { value, problems } = readJsonFile(path, 'package.json');
  if (hasErrors(problems) || !isRecord(value)) return undefined;
  const parts = [value['dependencies'], value['devDependencies']].filter(isRecord);
  const isPresent = (name: string): boolean => parts.some((part) => Object.hasOwn(part, name));
  const found = HOSTS.find(([name]) => isPresent(name));
  return found?.[1] ?? (isPresent('remark') ? HOSTS.at(-1)?.[1] : undefined);
}

/** Whether Docusaurus may read the pages: it does, or nothing says what does. */
export function mayBeMdx(host: PageHost | undefined): boolean {
  return host === undefined || host === DOCUSAURUS;
}
