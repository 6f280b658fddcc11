import { createHash } from 'node:crypto';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { ask, problemOf, start } from './support.ts';

const THEME_SCRIPT = '!function(){document.documentElement.dataset.theme="light"}()';

function site(): string {
  return directoryWith({
    'index.html': `<script>${THEME_SCRIPT}</script><script src="/docs/assets/js/main.0a1b2c3d.js"></script><script type="application/ld+json">{"a":1}</script>`,
    'guide/index.html': '<script>second()</script><p>Guide</p>',
    'assets/js/main.0a1b2c3d.js': 'run()',
  });
}

const hash = (script: string): string =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

describe('the documentation site', () => {
  it('is handed out below its path', async () => {
    const server = await start(`[docs]\ndir = ${site()}`);
    expect((await ask(server.url, '/docs/')).text).toContain(THEME_SCRIPT);
    expect((await ask(server.url, '/docs/guide/')).text).toContain('Guide');
    const redirect = await ask(server.url, '/docs');
    expect([redirect.status, redirect.headers.location]).toEqual([301, '/docs/']);
  });

  it('finds pages with and without their ending, beside a folder of the same name', async () => {
    const directory = site();
    await writeFile(join(directory, 'guide.html'), 'The page');
    const server = await start(`[docs]\ndir = ${directory}`);
    const texts = await Promise.all(
      ['guide', 'guide.html', 'guide/index.html'].map(async (path) => {
        return (await ask(server.url, `/docs/${path}`)).text;
      }),
    );
    expect(texts).toEqual(['The page', 'The page', expect.stringContaining('Guide')]);
  });

  it('answers an unknown page with its own page for that', async () => {
    const directory = site();
    await writeFile(join(directory, '404.html'), 'No such page');
    const server = await start(`[docs]\ndir = ${directory}`);
    const answer = await ask(server.url, '/docs/nothing');
    expect([answer.status, answer.text]).toEqual([404, 'No such page']);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['range', 'bytes=999999999-', '/problems/range-not-satisfiable'],
    ['if-match', '"another"', '/problems/precondition-failed'],
  ])('answers a condition that does not hold as what it is: %s', async (name, value, type) => {
    const server = await start(`[docs]\ndir = ${site()}`);
    const answer = await ask(server.url, '/docs/', { headers: { [name]: value } });
    expect(problemOf(answer).type).toBe(type);
  });

  it.each([
    '..%2f..%2foutside.txt',
    '%2e%2e/outside.txt',
    '..%5coutside.txt',
    '%252e%252e%252foutside.txt',
    'index.html%00.png',
    'linked.txt',
    'linked/outside.txt',
    '__proto__',
  ])('hands out nothing but its own files: %s', async (path) => {
    const directory = site();
    const outside = directoryWith({ 'outside.txt': 'secret' });
    await symlink(join(outside, 'outside.txt'), join(directory, 'linked.txt'));
    await symlink(outside, join(directory, 'linked'));
    const server = await start(`[docs]\ndir = ${directory}`);
    expect(problemOf(await ask(server.url, `/docs/${path}`)).type).toBe('/problems/not-found');
  });

  it('moves with docs.path', async () => {
    const server = await start(`[docs]\ndir = ${site()}\npath = /manual`);
    expect((await ask(server.url, '/manual/')).status).toBe(200);
    expect((await ask(server.url, '/docs/')).status).toBe(404);
  });

  it('may run its own inline scripts and no others', async () => {
    const server = await start(`[docs]\ndir = ${site()}`);
    const policy = String((await ask(server.url, '/docs/')).headers['content-security-policy']);
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
    expect(scripts?.split(' ').toSorted()).toEqual(
      ['script-src', "'self'", hash(THEME_SCRIPT), hash('second()')].toSorted(),
    );
    expect(String((await ask(server.url, '/')).headers['content-security-policy'])).not.toContain(
      'unsafe-inline',
    );
  });

  it('keeps hashed files and asks again for pages', async () => {
    const server = await start(`[docs]\ndir = ${site()}`);
    const file = await ask(server.url, '/docs/assets/js/main.0a1b2c3d.js');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await ask(server.url, '/docs/')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/docs/../package.json',
    '/docs/%2e%2e/%2e%2e/etc/passwd',
    '/docs/..%2f..%2fetc/passwd',
    '/docs/nothing',
  ])('has nothing at %s', async (path) => {
    const server = await start(`[docs]\ndir = ${site()}`);
    expect(problemOf(await ask(server.url, path)).type).toMatch(/not-found|forbidden|bad-request/u);
  });

  it('says so when it is not built', async () => {
    const server = await start('[docs]\ndir = /nonexistent/site');
    expect(problemOf(await ask(server.url, '/docs/guide')).type).toBe('/problems/docs-not-built');
  });

  it('is not there when it is off', async () => {
    const server = await start(`[docs]\nenabled = false\ndir = ${site()}`);
    expect(problemOf(await ask(server.url, '/docs/')).type).toBe('/problems/not-found');
  });
});
