import type { ModuleConfig, SiteConfig } from './host-types.ts';

const CLASSIC_PRESET = /^(@docusaurus\/preset-)?classic$/;
const CONTENT_PLUGIN = /^(@docusaurus\/)?(plugin-)?content-(docs|blog|pages)$/;
const CONTENT_KEYS = ['docs', 'blog', 'pages'] as const;

type OptionsObject = { readonly [key: string]: unknown };

/**
 * Adds a remark plugin to docs, blog, pages and every further content plugin of a site, through documented options
 * only: `beforeDefaultRemarkPlugins`, so that heading ids and tables of contents see what it makes.
 */
export function registerRemark<Config extends SiteConfig>(
  config: Config,
  remark: ModuleConfig,
): Config {
  return {
    ...config,
    ...(config.presets && { presets: config.presets.map((preset) => inPreset(preset, remark)) }),
    ...(config.plugins && { plugins: config.plugins.map((plugin) => inPlugin(plugin, remark)) }),
  };
}

function inPreset(preset: ModuleConfig, remark: ModuleConfig): ModuleConfig {
  const [name, options] = nameAndOptions(preset);
  if (name === undefined || !CLASSIC_PRESET.test(name)) return preset;
  const content = CONTENT_KEYS.filter((key) => options[key] !== false).map((key) => [
    key,
    withRemark(isObject(options[key]) ? options[key] : {}, remark),
  ]);
  return [name, { ...options, ...Object.fromEntries(content) }];
}

function inPlugin(plugin: ModuleConfig, remark: ModuleConfig): ModuleConfig {
  const [name, options] = nameAndOptions(plugin);
  if (name === undefined || !CONTENT_PLUGIN.test(name)) return plugin;
  return [name, withRemark(options, remark)];
}

function withRemark(options: OptionsObject, remark: ModuleConfig): OptionsObject {
  const present: unknown = options['beforeDefaultRemarkPlugins'];
  return {
    ...options,
    beforeDefaultRemarkPlugins: [remark, ...(Array.isArray(present) ? present : [])],
  };
}

/** The name of a plugin or preset that is given by name; functions and `false` have none. */
function nameAndOptions(entry: ModuleConfig): [name: string | undefined, options: OptionsObject] {
  const [name, options]: unknown[] = Array.isArray(entry) ? entry : [entry];
  return [typeof name === 'string' ? name : undefined, isObject(options) ? options : {}];
}

function isObject(value: unknown): value is OptionsObject {
  return typeof value === 'object' && value !== null;
}
