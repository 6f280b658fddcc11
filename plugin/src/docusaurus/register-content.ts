import type { ModuleConfig, SiteConfig } from './host-types.ts';
import type { SidebarItemsGenerator } from './sidebar-texts.ts';

const CLASSIC_PRESET = /^(@docusaurus\/preset-)?classic$/;
const CONTENT_PLUGIN = /^(@docusaurus\/)?(plugin-)?content-(?<kind>docs|blog|pages)$/;
const CONTENT_KEYS = ['docs', 'blog', 'pages'] as const;

type OptionsObject = { readonly [key: string]: unknown };

/** What content plugins are given. */
export interface ContentAdditions {
  /** A remark plugin, for all of them. */
  readonly remark: ModuleConfig;
  /** For docs: makes a generator of sidebar items from the one that the site has. */
  readonly sidebar: (present: SidebarItemsGenerator | undefined) => SidebarItemsGenerator;
}

/**
 * Adds to docs, blog, pages and every further content plugin of a site, through documented options only:
 * `beforeDefaultRemarkPlugins`, so that heading ids and tables of contents see what the remark plugin makes, and
 * `sidebarItemsGenerator`.
 */
export function registerContent<Config extends SiteConfig>(
  config: Config,
  additions: ContentAdditions,
): Config {
  return {
    ...config,
    ...(config.presets && { presets: config.presets.map((preset) => inPreset(preset, additions)) }),
    ...(config.plugins && { plugins: config.plugins.map((plugin) => inPlugin(plugin, additions)) }),
  };
}

function inPreset(preset: ModuleConfig, additions: ContentAdditions): ModuleConfig {
  const [name, options] = nameAndOptions(preset);
  if (name === undefined || !CLASSIC_PRESET.test(name)) return preset;
  const content = CONTENT_KEYS.filter((key) => options[key] !== false).map((key) => [
    key,
    withAdditions(key, isObject(options[key]) ? options[key] : {}, additions),
  ]);
  return [name, { ...options, ...Object.fromEntries(content) }];
}

function inPlugin(plugin: ModuleConfig, additions: ContentAdditions): ModuleConfig {
  const [name, options] = nameAndOptions(plugin);
  const kind = name === undefined ? undefined : CONTENT_PLUGIN.exec(name)?.groups?.['kind'];
  return kind === undefined ? plugin : [name, withAdditions(kind, options, additions)];
}

function withAdditions(
  kind: string,
  options: OptionsObject,
  { remark, sidebar }: ContentAdditions,
): OptionsObject {
  const present: unknown = options['beforeDefaultRemarkPlugins'];
  const withRemark = {
    ...options,
    beforeDefaultRemarkPlugins: [remark, ...(Array.isArray(present) ? present : [])],
  };
  if (kind !== 'docs') return withRemark;
  const generator = options['sidebarItemsGenerator'];
  return {
    ...withRemark,
    sidebarItemsGenerator: sidebar(isGenerator(generator) ? generator : undefined),
  };
}

function isGenerator(value: unknown): value is SidebarItemsGenerator {
  return typeof value === 'function';
}

/** The name of a plugin or preset that is given by name; functions and `false` have none. */
function nameAndOptions(entry: ModuleConfig): [name: string | undefined, options: OptionsObject] {
  const [name, options]: unknown[] = Array.isArray(entry) ? entry : [entry];
  return [typeof name === 'string' ? name : undefined, isObject(options) ? options : {}];
}

function isObject(value: unknown): value is OptionsObject {
  return typeof value === 'object' && value !== null;
}
