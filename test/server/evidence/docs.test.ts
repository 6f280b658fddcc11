import { describe } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { ask } from '../http/support.ts';
import { outcomeOf } from './observe.ts';
import { probe } from './probe.ts';

/** A built site with one page. */
function site(heading: string): string {
  return directoryWith({ 'index.html': `<h1>${heading}</h1>` });
}

describe('evidence for [docs]', () => {
  probe({
    key: 'docs.enabled',
    title: 'the documentation is handed out or not',
    description: '`/docs/` is asked for.',
    a: { value: 'true', sees: '200' },
    b: { value: 'false', sees: '404 not-found' },
    prepare: () => ({
      base: `[docs]\ndir = ${site('Guide')}\n`,
      observe: async ({ url }) => outcomeOf(await ask(url, '/docs/')),
    }),
  });

  probe({
    key: 'docs.path',
    title: 'the documentation is found at the path',
    description: '`/docs/` and `/manual/` are asked for.',
    a: { value: '/docs', sees: '200 at /docs/, 404 not-found at /manual/' },
    b: { value: '/manual', sees: '404 not-found at /docs/, 200 at /manual/' },
    prepare: () => ({
      base: `[docs]\nenabled = true\ndir = ${site('Guide')}\n`,
      observe: async ({ url }) => {
        const paths = ['/docs/', '/manual/'];
        const outcomes = await Promise.all(
          paths.map(async (path) => `${outcomeOf(await ask(url, path))} at ${path}`),
        );
        return outcomes.join(', ');
      },
    }),
  });

  probe({
    key: 'docs.dir',
    title: 'the documentation comes from the directory',
    description: '`/docs/` is asked for; two directories hold a built site.',
    a: { value: 'directory 1', sees: 'the page of directory 1' },
    b: { value: 'directory 2', sees: 'the page of directory 2' },
    prepare: () => ({
      base: '[docs]\nenabled = true\n',
      given: [site('directory 1'), site('directory 2')],
      observe: async ({ url }) => {
        const { text } = await ask(url, '/docs/');
        return `the page of ${/<h1>(.*)<\/h1>/u.exec(text)?.[1] ?? text}`;
      },
    }),
  });
});
