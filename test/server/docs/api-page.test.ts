import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../support/checkout.ts';
import { startWithEmbedded } from '../bff/support/server.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs-site/docs/server/api.md'), 'utf8');
const ROW = /^\| (?<methods>any|[A-Z]+(?:, [A-Z]+)*) \| `(?<path>\/[^`]*)` \|/gmu;
/** Forms and files of the pages, for the pages alone. */
const OF_PAGES = /^\/(?:account\/|assets\/|favicon\.ico)/u;
/** What the framework adds by itself. */
const IMPLIED = new Set(['HEAD']);

/** `METHOD path` for each row of the table of all paths; a path that takes every method counts as one of GET. */
function documented(): readonly string[] {
  return [...PAGE.matchAll(ROW)].flatMap(({ groups: { methods = '', path: address = '' } = {} }) =>
    (methods === 'any' ? 'GET' : methods).split(', ').map((method) => `${method} ${address}`),
  );
}

/** The same of a running server, from the tree that Fastify prints: four characters a level. */
function registered(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, lead = '', name = '', list = ''] =
      /^(.*?[└├]── )(\S+)(?: \(([^)]*)\))?$/u.exec(line) ?? [];
    if (name === '') return [];
    const depth = lead.length / 4 - 1;
    above.splice(depth, Infinity, name);
    const address = above.join('/').replaceAll(/\/+/gu, '/');
    const methods = list.split(', ').filter((method) => method !== '' && !IMPLIED.has(method));
    const named = methods.length > 5 ? ['GET'] : methods;
    return named.map((method) => `${method} ${address}`);
  });
}

it('lists every path of the server, and no other', async () => {
  const { running } = await startWithEmbedded({
    'users.admin_role': 'admin',
    'proxy.routes.orders.path': '/orders',
    'proxy.routes.orders.upstream': 'http://127.0.0.1:1',
  });
  const tree = running.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const offered = registered(tree).filter((route) => !OF_PAGES.test(route.split(' ')[1] ?? ''));
  const listed = documented();
  expect(listed.length).toBeGreaterThan(15);
  expect(listed.toSorted()).toEqual(offered.filter((route) => route !== 'GET /api').toSorted());
});

/** The one pattern of paths in a configuration of a reverse proxy. */
const PATHS = /\^\/\(\S+\)\(\/\|\$\)/u;

it.each(['nginx.conf', 'Caddyfile'])('lists no path that %s keeps from the server', (name) => {
  const file = readFileSync(path.join(ROOT, 'examples/production', name), 'utf8');
  const sentHere = new RegExp(PATHS.exec(file)?.[0] ?? '$^', 'u');
  const addresses = documented().map((route) => route.split(' ')[1] ?? '');
  expect(addresses.filter((address) => !sentHere.test(address))).toEqual(['/']);
});
