/**
 * The parts of Docusaurus 3 that the plugin touches, as structural types: a plugin must not depend on the exact
 * version of `@docusaurus/types` that a site has installed.
 */

/** One entry of `plugins`, `presets` or `remarkPlugins`: a name or function, alone or with options. */
export type ModuleConfig = unknown;

/** What `markdown.parseFrontMatter` gets (Docusaurus, configuration of `markdown`). */
interface FrontMatterParams {
  readonly filePath: string;
  readonly fileContent: string;
  readonly defaultParseFrontMatter: FrontMatterParser;
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
  readonly markdown?: { readonly parseFrontMatter?: FrontMatterParser | undefined } | undefined;
}

/** What a plugin's constructor is told about the site. */
export interface LoadContext {
  readonly siteDir: string;
  /** Absolute path of `.docusaurus`. */
  readonly generatedFilesDir: string;
}

/** A loader rule for webpack and rspack. */
interface LoaderRule {
  readonly test: readonly RegExp[];
  readonly enforce: 'pre';
  readonly use: readonly [{ readonly loader: string; readonly options: LoaderOptions }];
}

/** Options of the dependency loader. */
interface LoaderOptions {
  /** Absolute real paths that a page with a tag depends on. */
  readonly files: readonly string[];
}

/** The lifecycles that the plugin implements. */
export interface LockstepPlugin {
  readonly name: string;
  loadContent(): Promise<void>;
  getPathsToWatch(): string[];
  getClientModules(): string[];
  configureWebpack(): { readonly module: { readonly rules: readonly LoaderRule[] } };
}
