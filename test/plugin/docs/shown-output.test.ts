import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { lockstep } from '../cli/command-line.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** A configuration file and what its keys mean. */
type Source = Readonly<Record<'app.ini' | 'schema.json', string>>;

const SERVER: Source = {
  'app.ini': read('examples/config/app.ini'),
  'schema.json': read('server/settings.schema.json'),
};
const HTTP: Source = {
  'app.ini': '[http]\n; Of a whole request.\nrequest_timeout = 30s\n',
  'schema.json': JSON.stringify({
    properties: { http: { properties: { request_timeout: { 'x-unit': 'seconds' } } } },
  }),
};

/** A mistake as a page shows it: its place, and the line that it is in. */
const MISTAKE =
  /^(?<file>[\w/]+\.md):(?<line>\d+):\d+: error: .*\n +\d+ \| (?<excerpt>.*)\n(?:(?: .*|)\n)*?(?=```|\n)/mu;

/** What the command says of a page that has the line at the place. */
async function mistakeOf(
  command: 'check' | 'render',
  { file = '', line = '', excerpt = '' }: Readonly<Record<string, string>>,
  source: Source,
): Promise<string> {
  const app = { path: 'app.ini', schema: 'schema.json' };
  const cwd = directoryWith({
    'lockstep.config.json': JSON.stringify({ sources: { app } }),
    ...source,
    [file]: `# \`security.session\`\n${'\n'.repeat(Number(line) - 2)}${excerpt}\n`,
  });
  const { out, err } = await lockstep(cwd, [command, file]);
  return out + err;
}

describe('a mistake that is shown', () => {
  it.each([
    ['README.md', 'check', SERVER],
    ['docs-site/docs/check.md', 'check', HTTP],
    ['docs-site/docs/errors.md', 'render', SERVER],
    ['docs-site/docs/writing-pages.md', 'render', SERVER],
  ] as const)('in %s is what `lockstep %s` says', async (page, command, source) => {
    const shown = MISTAKE.exec(read(page));
    expect(shown).not.toBeNull();
    expect(await mistakeOf(command, shown?.groups ?? {}, source)).toContain(shown?.[0]);
  });
});

it('what the README shows of a key is what `lockstep explain` says', async () => {
  const [, value = '', key = '', shown = ''] =
    /^\$ SESSION_TIMEOUT=(\S+) npx lockstep explain (\S+)\n([^]*?)^```/mu.exec(read('README.md')) ??
    [];
  const { out } = await lockstep(ROOT, ['explain', key], { SESSION_TIMEOUT: value });
  expect(shown.split('...\n').length).toBeGreaterThan(2);
  for (const part of shown.split('...\n')) expect(out).toContain(part);
});
