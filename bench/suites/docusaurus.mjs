/** Docusaurus: building a site with tags against building the same site with what they stand for written out. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { bin, run } from '../../scripts/lib/run.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { sitePages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { FORMS, withParts, writeSource } from '../lib/tagged.mjs';

const PAGES = 100;
const TURNS = { rounds: 3, warmUp: 1 };
/** What a build leaves: its output, generated files and caches. */
const LEFT_BY_BUILDS = ['build', '.docusaurus', 'node_modules'];

export async function measure({ folder }) {
  const sites = [
    await createSite(`${folder}/tags`, FORMS.tags, withPlugin(folder)),
    await createSite(`${folder}/literal`, FORMS.literal, 'export default site;'),
  ];
  const coldTurns = sites.map((site) => () => {
    clean(site);
    return build(site);
  });
  const cold = await takeTurns(coldTurns, TURNS);
  const warm = await takeTurns(
    sites.map((site) => () => build(site)),
    TURNS,
  );
  return [
    row(`Docusaurus on rspack, ${PAGES} pages, cold`, compare(...cold), { atMost: 1.03 }),
    row(`Docusaurus on rspack, ${PAGES} pages, warm`, compare(...warm), { atMost: 1.03 }),
  ];
}

async function createSite(site, form, end) {
  mkdirSync(`${site}/docs`, { recursive: true });
  writeFileSync(`${site}/package.json`, '{ "name": "site-of-a-benchmark", "private": true }\n');
  writeFileSync(`${site}/docusaurus.config.mjs`, `${CONFIG}\n${end}\n`);
  for (const [index, page] of sitePages(PAGES).entries()) {
    // Every page links to the front page, and a broken link ends a build.
    const name = index === 0 ? 'index' : `page-${index}`;
    writeFileSync(`${site}/docs/${name}.md`, withParts(page, form));
  }
  return site;
}

const CONFIG = `const site = {
  title: 'Site',
  url: 'http://127.0.0.1',
  baseUrl: '/',
  trailingSlash: false,
  future: { v4: true, faster: true },
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, pages: false, sitemap: false }]],
};`;

function withPlugin(folder) {
  const options = JSON.stringify(writeSource(folder));
  return `import { withLockstep } from 'docusaurus-plugin-lockstep/docusaurus';
export default withLockstep(site, ${options});`;
}

function build(site) {
  return run(bin('docusaurus'), ['build'], { cwd: site, env: environment() });
}

function environment() {
  return { ...process.env, NODE_ENV: 'production', NO_UPDATE_NOTIFIER: '1' };
}

function clean(site) {
  for (const name of LEFT_BY_BUILDS) rmSync(`${site}/${name}`, { recursive: true, force: true });
}
