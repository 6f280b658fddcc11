/**
 * The parts of Docusaurus 3 that the plugin touches, as structural types: a plugin must not depend on the exact
 * version of `@docusaurus/types` that a site has installed.
 */

import type { PageFormat } from '../freeze/page-format.ts';
import type { LoaderOptions } from './dependency-loader.ts';
import type { HostCli } from './host-cli.ts';

/** One entry of `plugins`, `presets` or `remarkPlugins`: a name or function, alone or with options. */
export type ModuleConfig = unknown;

/** A page as the hooks of `markdown` get it. */
interface PageText {
  readonly filePath: string;
  readonly fileContent: string;
}

/** What `markdown.parseFrontMatter` gets (Docusaurus, configuration of `markdown`). */
interface FrontMatterParams extends PageText {
  readonly defaultParseFrontMatter: (page: PageText) => Promise<FrontMatterResult>;
}

/** What it returns: the front matter and the page without it. */
export interface FrontMatterResult {
  readonly frontMatter: { readonly [key: string]: unknown };
  readonly content: string;
}

export type FrontMatterParser = (params: FrontMatterParams) => Promise<FrontMatterResult>;

/** A site's configuration; everything that is not named passes through untouched. */
export interface SiteConfig {
  readonly presets?: readonly ModuleConfig[] | undefined;
  readonly plugins?: readonly ModuleConfig[] | undefined;
  readonly markdown?: MarkdownConfig | undefined;
  readonly i18n?: { readonly defaultLocale?: string | undefined } | undefined;
}

/** A site's `markdown`. */
interface MarkdownConfig {
  readonly format?: PageFormat | undefined;
  readonly parseFrontMatter?: FrontMatterParser | undefined;
}

/** What a plugin's constructor is told about the site. */
export interface LoadContext {
  readonly siteDir: string;
  /** Absolute path of `.docusaurus`. */
  readonly generatedFilesDir: string;
  readonly siteConfig: { readonly markdown: { readonly format: PageFormat } };
  readonly i18n: HostI18n;
}

/** Languages of a site. */
interface HostI18n {
  readonly defaultLocale: string;
  readonly locales: readonly string[];
  /** Directory of translations, relative to the site. */
  readonly path: string;
  readonly localeConfigs: { readonly [locale: string]: { readonly path: string } };
}

/** A loader rule for webpack and rspack. */
interface LoaderRule {
  readonly test: readonly RegExp[];
  readonly enforce: 'pre';
  readonly use: readonly [{ readonly loader: string; readonly options: LoaderOptions }];
}

/** The part of a bundler's configuration that lifecycles are shown. */
export interface BundlerConfig {
  readonly module?: { readonly rules?: readonly unknown[] | undefined } | undefined;
}

/** The lifecycles that the plugin implements. */
export interface LockstepPlugin {
  readonly name: string;
  loadContent(): Promise<void>;
  getPathsToWatch(): string[];
  getThemePath(): string;
  getClientModules(): string[];
  extendCli(cli: HostCli): void;
  configureWebpack(config: BundlerConfig): {
    readonly module: { readonly rules: readonly LoaderRule[] };
  };
}
