import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadSettings } from '../../../server/src/settings/index.ts';
import { ROOT } from '../../support/checkout.ts';
import { directoryWith } from '../../support/directory.ts';

const FOLDER = path.join(ROOT, 'docs-site/docs/server');
const PRODUCTION = path.join(ROOT, 'examples/production/app.ini');
/** Blocks with the name of an example are compared with its file elsewhere. */
const BLOCK = /^```ini(?! title="examples\/)[^\n]*\n(?<text>.*?)^```$/gmsu;
const KEY_FILE = '/etc/lockstep/partners.pem';

const blocks = readdirSync(FOLDER).flatMap((page) => {
  const found = readFileSync(path.join(FOLDER, page), 'utf8').matchAll(BLOCK);
  return [...found].map(({ groups }, index) => [page, index + 1, groups?.['text'] ?? ''] as const);
});

/** Every variable that a text refers to, with a value that is fit for a secret. */
function variablesOf(text: string): Readonly<Record<string, string>> {
  const names = [...text.matchAll(/\$\{(\w+)\}/gu)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]));
}

it('are found on the pages', () => {
  expect(blocks.length).toBeGreaterThan(6);
});

it.each(blocks)('%s, block %i of configuration is what production accepts', (page, _n, text) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const keyFile = path.join(directoryWith({ 'partners.pem': pem }), 'partners.pem');
  const production = readFileSync(PRODUCTION, 'utf8');
  const sources = [
    { file: PRODUCTION, text: production },
    { file: page, text: text.replace(KEY_FILE, keyFile) },
  ];
  const load = (): unknown => loadSettings({ sources, env: variablesOf(production + text) });
  expect(load).not.toThrow();
});

it('the README of the package has a configuration that is enough to start with', () => {
  const readme = readFileSync(path.join(ROOT, 'server/README.md'), 'utf8');
  const [, text = ''] = /^```ini\n(.*?)^```$/msu.exec(readme) ?? [];
  const load = (): unknown =>
    loadSettings({ sources: [{ file: 'app.ini', text }], env: variablesOf(text) });
  expect(text).toContain('[oidc.providers.dev]');
  expect(load).not.toThrow();
});
