import { fileURLToPath } from 'node:url';
import type { Config } from '@docusaurus/types';
import type { Options as PresetOptions, ThemeConfig } from '@docusaurus/preset-classic';
import { loadProject } from 'docusaurus-plugin-lockstep';
import { withLockstep } from 'docusaurus-plugin-lockstep/docusaurus';
import { writeErrorPages } from '../scripts/lib/error-pages.mjs';
import { darkCode, lightCode } from './src/code-themes.ts';

const config: Config = {
  title: 'Lockstep',
  tagline: 'A documented setting is a proven setting',
  favicon: 'img/logo.svg',
  url: 'http://127.0.0.1:8000',
  baseUrl: '/docs/',
  trailingSlash: false,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  future: {
    v4: true,
    // A development server that stores its cache can end when edits follow each other (web-infra-dev/rspack#14708).
    faster: { rspackPersistentCache: process.env.NODE_ENV === 'production' },
  },
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    [
      'classic',
      {
        docs: { routeBasePath: '/', sidebarPath: './sidebars.ts' },
        blog: false,
        theme: { customCss: './src/css/custom.css' },
        sitemap: false,
      } satisfies PresetOptions,
    ],
  ],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      { docsRouteBasePath: '/', indexBlog: false, hashed: true },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'Lockstep',
      logo: { alt: '', src: 'img/logo.svg' },
      items: [
        { type: 'docSidebar', sidebarId: 'guide', label: 'Guide', position: 'left' },
        { type: 'docSidebar', sidebarId: 'server', label: 'Server', position: 'left' },
        { type: 'docSidebar', sidebarId: 'reference', label: 'Settings', position: 'left' },
        { href: 'pathname:///../', label: 'This server', position: 'right' },
      ],
    },
    prism: {
      theme: lightCode,
      darkTheme: darkCode,
      additionalLanguages: ['ini', 'bash', 'json', 'yaml', 'nginx', 'sql'],
    },
    docs: { sidebar: { hideable: true } },
  } satisfies ThemeConfig,
};

/** The sources are those of the `lockstep` command: `lockstep.config.mjs` at the root of the repository. */
export default async function createConfig(): Promise<Config> {
  writeErrorPages();
  const project = await loadProject(fileURLToPath(new URL('..', import.meta.url)));
  if (!project) throw new Error('lockstep.config.mjs is missing');
  return withLockstep(config, project.options);
}
