import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/checkout.ts';
import { textOf } from './support/html.ts';
import { Site } from './support/site.ts';
import type { Outcome } from './support/site.ts';

/**
 * A project that came from MkDocs: `security.md` and `jwt-sessions.md` are pages of other projects, byte for byte as they
 * were published, `blocks.md` has what those have not. One option is set: `admonitions: 'mkdocs'`.
 */
let site: Site;
let outcome: Outcome;

beforeAll(async () => {
  site = new Site('rspack', 'mkdocs');
  const config = readFileSync(path.join(ROOT, 'examples/config/application.ini'), 'utf8');
  site.write('config/application.ini', config);
  const blocks = site.read('docs/blocks.md');
  site.write('docs/blocks-md.md', blocks.replace('slug: /', 'format: md'));
  outcome = await site.build();
});
afterAll(() => site.remove());

it('builds without a warning about directives', () => {
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).not.toContain('unused Markdown directives');
});

function contentOf(page: string): string {
  return /<article[\s\S]*<\/article>/.exec(site.read(`site/build/${page}.html`))?.[0] ?? '';
}

/** `warning: Important Security Notes | Never store …`: the blocks of a page, in order. */
function admonitionsOf(page: string): readonly string[] {
  const blocks = contentOf(page).split('class="theme-admonition theme-admonition-').slice(1);
  return blocks.map((block) => {
    const [, type, title, content] =
      /^(\w+)[\s\S]*?<div class=admonitionHeading[^>]*>([\s\S]*?)<\/div><div class=admonitionContent[^>]*>([\s\S]*?)<\/div>/.exec(
        block,
      ) ?? [];
    return `${type}: ${textOf(title ?? '').trim()} | ${textOf(content ?? '').trim()}`;
  });
}

describe('security.md', () => {
  it('shows the section of the file in the place of the tag', () => {
    const text = textOf(contentOf('security'));
    expect(text).toContain('[security]secret_key = "${SECRET_KEY}"session_timeout = 3600');
    expect(text).toContain('cors_origins[] = "https://example.com"');
    expect(text).not.toContain('ini-include');
  });

  it('shows each `!!!` block as an admonition with its title, and what is indented as its content', () => {
    expect(admonitionsOf('security')).toEqual([
      expect.stringMatching(
        /^warning: Important Security Notes \| Never store secrets directly in configuration files .* Keep CORS origins as restrictive as possible$/,
      ),
      'tip: Environment Variables | The following environment variables should be set: SECRET_KEY: Application secret key JWT_SECRET: JWT signing key (if different from SECRET_KEY)',
    ]);
    expect(contentOf('security')).not.toContain('!!!');
  });

  it('keeps headings and lists as they are', () => {
    expect(contentOf('security')).toMatch(/<h2[^>]*id=security-best-practices>/);
    expect(contentOf('security')).toMatch(/<ol>\s*<li[^>]*>Tracks requests per IP address/);
  });
});

it('leaves the admonitions and code of Docusaurus alone', () => {
  expect(admonitionsOf('jwt-sessions')).toEqual([
    expect.stringMatching(/^danger: danger \| Never store sensitive information such as passwords/),
  ]);
  expect(textOf(contentOf('jwt-sessions'))).toContain('->withRsaSecret($privateKey, $publicKey)');
});

describe('blocks.md', () => {
  it('shows nested blocks, tags within them, and types that Docusaurus does not have', () => {
    expect(admonitionsOf('index')).toEqual([
      expect.stringMatching(/^note: Note \| The port is 8080\. First nested Second/),
      expect.stringMatching(/^danger: Within, at 0\.0\.0\.0 \| \[http\.static\]/),
      'danger: Bug | Unknown to Docusaurus.',
      'tip:  | No title.',
      'tip: Important | Within the item.',
      'warning: Warning | Within a quote.',
    ]);
    expect(contentOf('index')).toMatch(/<\/div>\s*<p>Not indented, so outside\./);
  });

  it('shows `???` as details, closed or open', () => {
    const [closed, open] = contentOf('index').match(/<details[\s\S]*?<\/details>/g) ?? [];
    expect(closed).toMatch(/<summary[^>]*>What is <em>this<\/em>\?<\/summary>/);
    expect(textOf(closed ?? '')).toContain('the limit is 25MB.');
    expect(closed).not.toMatch(/<details[^>]* open/);
    expect(open).toMatch(/<details[^>]* open/);
  });

  it('reads the same as Markdown and as MDX', () => {
    expect(textOf(contentOf('blocks-md'))).toBe(textOf(contentOf('index')));
  });
});
