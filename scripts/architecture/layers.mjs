/**
 * Who may import whom: the one table behind the lint rule. `npm run architecture` writes `oxlint.json` beside this
 * file from it; a test keeps the two in step and plants wrong imports to see them refused.
 */

/** Driver packages and the one folder that may import each. */
export const DRIVERS = {
  'openid-client': 'server/src/oidc',
  jose: 'server/src/oidc',
  ioredis: 'server/src/redis',
  libsql: 'server/src/database',
  pg: 'server/src/database',
  'oidc-provider': 'server/src/dev-idp',
  'pino-pretty': 'server/src/logging',
  '@fastify/static': 'server/src/docs',
};

/** Packages that a whole workspace must not know. */
export const WORKSPACES = {
  config: ['docusaurus-plugin-lockstep', '@docusaurus', '@lockstep/server', '@nestjs'],
  plugin: ['@lockstep/server', '@nestjs'],
  server: ['docusaurus-plugin-lockstep', '@docusaurus'],
};

const FILE_SYSTEM = ['node:fs', 'node:child_process', 'node:net', 'node:http', 'node:https'];
const HOSTS = ['micromark', 'mdast', 'remark', 'markdown-it', 'docusaurus', 'cli'];
const SIGN_IN = ['session', 'users', 'csrf', 'oidc', 'bff', 'account', 'admin', 'proxy', 'dev-idp'];
const PAGES = ['health', 'well-known', 'docs', 'home', 'pages', 'problems'];
const STORES = ['redis', 'database'];
const FEATURES = [...SIGN_IN, ...PAGES, ...STORES, 'http', 'logging', 'app'];

/** For each folder: the sibling folders and the packages that it must not import. */
export const FOLDERS = {
  'config/src/document': {
    folders: ['ini', 'yaml', 'schema', 'layers', 'redact', 'files'],
    packages: FILE_SYSTEM,
  },
  'config/src/ini': {
    folders: ['yaml', 'schema', 'layers', 'redact', 'files'],
    packages: FILE_SYSTEM,
  },
  'config/src/yaml': {
    folders: ['ini', 'schema', 'layers', 'redact', 'files'],
    packages: FILE_SYSTEM,
  },
  'config/src/schema': { folders: ['layers', 'redact', 'files'], packages: FILE_SYSTEM },
  'config/src/layers': { folders: ['redact', 'files'], packages: FILE_SYSTEM },
  'config/src/redact': { folders: ['files'], packages: FILE_SYSTEM },
  'config/src/files': { folders: ['layers', 'redact'] },

  'plugin/src/tag': { folders: ['sources', 'render', 'reference', 'claims', ...HOSTS] },
  'plugin/src/sources': { folders: ['render', 'reference', 'claims', ...HOSTS] },
  'plugin/src/render': { folders: ['reference', 'claims', ...HOSTS] },
  'plugin/src/reference': { folders: ['claims', ...HOSTS] },
  'plugin/src/micromark': {
    folders: ['sources', 'render', 'reference', ...without(HOSTS, 'micromark')],
  },
  'plugin/src/mdast': {
    folders: ['sources', 'reference', 'remark', 'markdown-it', 'docusaurus', 'cli'],
  },
  'plugin/src/remark': { folders: ['reference', 'markdown-it', 'docusaurus', 'cli'] },
  'plugin/src/markdown-it': { folders: ['reference', ...without(HOSTS, 'markdown-it')] },
  'plugin/src/amounts': { folders: ['sources', 'reference', 'claims', ...HOSTS] },
  'plugin/src/claims': { folders: HOSTS },
  'plugin/src/page': { folders: ['reference', 'claims', 'markdown-it', 'docusaurus', 'cli'] },
  'plugin/src/freeze': { folders: ['reference', 'claims', 'markdown-it', 'docusaurus', 'cli'] },
  'plugin/src/docusaurus': { folders: ['markdown-it', 'cli'] },
  'plugin/src/cli': { folders: ['markdown-it', 'docusaurus'] },

  'server/src/kernel': {
    folders: ['settings', ...FEATURES],
    packages: [...FILE_SYSTEM, '@nestjs', 'fastify'],
  },
  'server/src/settings': { folders: FEATURES, packages: ['@nestjs', 'fastify'] },
  'server/src/http': { folders: without(FEATURES, 'http') },
  'server/src/logging': { folders: without(FEATURES, 'logging') },
  'server/src/pages': { folders: [...SIGN_IN, ...without(PAGES, 'pages'), ...STORES, 'app'] },
  'server/src/home': { folders: [...SIGN_IN, ...STORES, 'app'] },
  'server/src/problems': { folders: [...SIGN_IN, ...STORES, 'app'] },
  'server/src/docs': { folders: [...SIGN_IN, ...STORES, 'app'] },
  'server/src/health': { folders: [...without(SIGN_IN, 'session'), 'redis', 'app'] },
  'server/src/well-known': { folders: [...without(SIGN_IN, 'session'), ...STORES, 'app'] },
  'server/src/redis': { folders: [...SIGN_IN, ...PAGES, 'database', 'app'] },
  'server/src/database': { folders: [...SIGN_IN, ...PAGES, 'redis', 'app'] },
  'server/src/users': { folders: [...without(SIGN_IN, 'users'), ...PAGES, 'redis', 'app'] },
  'server/src/session': {
    folders: [
      'csrf',
      'oidc',
      'bff',
      'account',
      'admin',
      'proxy',
      'dev-idp',
      'home',
      'docs',
      'well-known',
      'app',
    ],
  },
  'server/src/proxy': {
    folders: ['bff', 'account', 'admin', 'dev-idp', 'home', 'docs', 'well-known', 'app'],
  },
  'server/src/account': {
    folders: ['admin', 'proxy', 'dev-idp', 'home', 'docs', 'well-known', 'app'],
  },
  'server/src/admin': {
    folders: ['account', 'proxy', 'dev-idp', 'home', 'docs', 'well-known', 'app'],
  },
  'server/src/csrf': { folders: ['oidc', 'bff', 'dev-idp', 'home', 'docs', 'well-known', 'app'] },
  'server/src/oidc': { folders: ['bff', 'dev-idp', 'home', 'docs', 'well-known', 'app'] },
  'server/src/bff': { folders: ['admin', 'dev-idp', 'home', 'docs', 'well-known', 'app'] },
  'server/src/dev-idp': {
    folders: ['session', 'csrf', 'oidc', 'bff', 'home', 'docs', 'well-known', 'app'],
  },
};

function without(list, name) {
  return list.filter((entry) => entry !== name);
}
