import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import { BodyScanner } from '../../../../plugin/src/tag/body-scanner.ts';
import { TagScanner } from '../../../../plugin/src/tag/scanner.ts';

/** Pages that grow with `n`, and look for something that does not come. */
const pages: Readonly<Record<string, (n: number) => string>> = {
  'open tags in one paragraph': (n) => '<% ini-include section=a\n'.repeat(n),
  'open quotes in a list': (n) => '- <% ini-include section="a\n'.repeat(n),
  'claims that are not closed': (n) => '<% ini-value a %> 30 '.repeat(n),
  'openers on one line': (n) => 'a <% {% '.repeat(n),
  brackets: (n) => '['.repeat(n) + ']'.repeat(n),
  'links in brackets': (n) => '['.repeat(n) + '[a](b)'.repeat(n),
  'open addresses': (n) => '[a](<b '.repeat(n),
  backticks: (n) => Array.from({ length: n / 10 }, (_, index) => '`'.repeat(index + 1)).join(' '),
  emphasis: (n) => `${'_a '.repeat(n)}${'b* '.repeat(n)}`,
  'open comments': (n) => 'a <!-- '.repeat(n),
  'open expressions': (n) => 'a {b '.repeat(n),
  'open expressions on lines of their own': (n) => '{a\n\n'.repeat(n),
  'open elements': (n) => '<A b={\n\n'.repeat(n),
  'open modules': (n) => 'export const a = {\n\n'.repeat(n),
  definitions: (n) => '[a]: b "c\n'.repeat(n),
  footnotes: (n) => '[^a]: b\n'.repeat(n),
  directives: (n) => ':::a\n'.repeat(n),
  suppressions: (n) => '<!-- lockstep-ignore a: b -->\n'.repeat(n),
  'rows of a table': (n) => `| a |\n|---|\n${'| b |\n'.repeat(n)}`,
  'lazy lines': (n) => `> > - a\n${'b\n'.repeat(n)}`,
};

interface Method {
  readonly owner: object;
  readonly name: string;
}

/** What looks at text. */
const METHODS: readonly Method[] = [
  { owner: TagScanner.prototype, name: 'next' },
  { owner: BodyScanner.prototype, name: 'next' },
  { owner: RegExp.prototype, name: 'exec' },
  { owner: RegExp.prototype, name: 'test' },
  ...['charCodeAt', 'slice', 'indexOf', 'startsWith'].map((name) => ({
    owner: String.prototype,
    name,
  })),
];

/** How often a text was looked at, with the characters that were taken out of it. */
function countSteps(run: () => unknown): number {
  let steps = 0;
  const undo = METHODS.map(({ owner, name }) => {
    const property = Object.getOwnPropertyDescriptor(owner, name)!;
    const original: (...values: unknown[]) => unknown = property.value;
    Object.defineProperty(owner, name, {
      ...property,
      value(this: unknown, ...values: unknown[]) {
        const result = original.apply(this, values);
        steps += 1 + (typeof result === 'string' ? result.length : 0);
        return result;
      },
    });
    return () => Object.defineProperty(owner, name, property);
  });
  try {
    run();
  } finally {
    for (const each of undo) each();
  }
  return steps;
}

describe.each(['page.md', 'page.mdx'])('reading %s', (path) => {
  it.each(Object.entries(pages))('takes linear work for %s', (_, page) => {
    const [once = 0, twice = 0] = [400, 800].map((n) =>
      countSteps(() =>
        readPage(page(n), path).texts.map(({ runs }) => runs.map(({ text }) => text)),
      ),
    );
    const growth = page(800).length / page(400).length;
    expect(once).toBeGreaterThan(0);
    expect(twice).toBeLessThan(once * growth * 1.2);
  });
});
