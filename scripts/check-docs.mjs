/**
 * Checks that the documentation and the examples agree with each other and with the catalogue of settings. One line for
 * each check; all of them run, and any failure makes the exit code 1.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import options from '../lockstep.config.mjs';
import { developmentSecrets } from './lib/development-secrets.mjs';
import { fail, step } from './lib/report.mjs';
import { ROOT, bin, run } from './lib/run.mjs';

const PAGES = 'docs-site/docs';
const EXAMPLES = ['examples/config/app.ini', 'examples/config/app.yaml'];

/** Live keys that the examples do not set, each with the reason. */
const NOT_SET = new Map([
  ['oidc.providers.*.resource', 'the embedded provider serves no APIs to ask a token for'],
  ['oidc.providers.*.max_age', 'it would make people sign in again who have just done so'],
  ['oidc.providers.*.prompt', 'without it the provider decides what to ask, as it should'],
  ['oidc.providers.*.client_key', 'the embedded provider is signed in to with a secret'],
  ['oidc.providers.*.client_key_file', 'the same'],
  ['oidc.providers.*.client_key_id', 'the same'],
  ['oidc.providers.*.trusted_audiences', 'its tokens are for one client'],
  ['redis.url', 'development keeps sessions in memory'],
  ['redis.nodes', 'one Redis has no nodes'],
  ['redis.sentinel_password', 'one Redis has no sentinels'],
  ['redis.tls_ca_file', 'public authorities are known'],
]);

const CHECKS = [
  ['tags of every page', renderPages],
  ['claims of every page', () => lockstep('check')],
  ['reference pages', checkReference],
  ['one configuration in INI and YAML', compareExamples],
  ['every live key in the examples', checkKeys],
  ...EXAMPLES.map((file) => [`lockstep-server --check ${file}`, () => checkServer(file)]),
];

const failures = [];
const attempt = (name, check) => step(name, check).catch(({ message }) => failures.push(message));

await attempt('compiling the packages', () => run(bin('tsc'), ['-b']));
for (const [name, check] of failures.length === 0 ? CHECKS : []) await attempt(name, check);
if (failures.length > 0) fail(failures.join('\n\n'));

function renderPages() {
  const names = readdirSync(ROOT + PAGES, { recursive: true });
  const pages = names.filter(
    (name) => /\.mdx?$/.test(name) && !/^(?:errors|reference)\//.test(name),
  );
  return lockstep('render', ...pages.map((name) => join(PAGES, name)));
}

async function checkReference() {
  if (existsSync(ROOT + options.reference.out)) await lockstep('reference', '--check');
}

async function compareExamples() {
  const { fingerprint } = await import('@lockstep/config');
  const sources = await readExamples();
  const prints = sources.map(({ resolved, redactor }) => fingerprint(resolved, redactor));
  if (new Set(prints).size === 1) return;
  const lines = prints.map((print, index) => `${EXAMPLES[index]} has the fingerprint ${print}`);
  throw new Error(lines.join('\n'));
}

async function checkKeys() {
  const sources = await readExamples();
  const problems = sources.flatMap((source, index) => keyProblems(EXAMPLES[index], source));
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** Live keys that a file should set and does not, and exceptions that are none. */
function keyProblems(file, { schema, resolved }) {
  const values = Array.from(resolved.values.values());
  const set = new Set(values.filter(isFromFile).map(keyOf));
  const live = schema.settings.filter(({ planned }) => !planned).map(({ path }) => path.join('.'));
  const unset = live.filter((key) => !set.has(key));
  const lacking = unset.filter((key) => !NOT_SET.has(key)).map((key) => `${file} lacks ${key}`);
  const needless = Array.from(NOT_SET.keys()).filter((key) => !unset.includes(key));
  return lacking.concat(
    needless.map((key) => `${key} is no exception any more: ${file} sets it, or it is gone`),
  );
}

function checkServer(file) {
  const env = developmentSecrets();
  return run('node', ['server/bin/lockstep-server.js', '--config', file, '--check'], { env });
}

/** Runs `lockstep` as a user does: it finds its sources in `lockstep.config.mjs`. */
function lockstep(...args) {
  return run('node', ['plugin/bin/lockstep.js', ...args]);
}

/** The examples by the plugin's eyes: without the environment. */
async function readExamples() {
  const { createSources } = await import('docusaurus-plugin-lockstep');
  const { schema } = options.sources.server;
  const sources = createSources({
    root: ROOT,
    sources: Object.fromEntries(EXAMPLES.map((path) => [path, { path, schema }])),
  });
  return EXAMPLES.map((name) => sources.get(name));
}

function isFromFile({ provenance }) {
  return provenance.layer === 'file';
}

function keyOf({ setting }) {
  return setting?.path.join('.');
}
