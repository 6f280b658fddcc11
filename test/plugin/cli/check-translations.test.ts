import { describe, expect, it } from 'vitest';
import { projectWith } from '../claims/project.ts';
import { lockstep } from './command-line.ts';

const lacking = '# HTTP\n\nDer Server lauscht auf `http.port`.\n';

describe('translations', () => {
  it('say something about every key that the original is about', async () => {
    const root = projectWith({ 'i18n/de/http.md': lacking }, { translations: { de: 'i18n/de' } });
    const { out } = await lockstep(root, ['check']);
    expect(out).toContain(
      'i18n/de/http.md:1:1: warning: The original mentions `http.request_timeout`, and this page says nothing about it [missing-tag-in-translation]',
    );
    expect(out).toMatch(
      /\n {2}compare docs\/http\.md:5:\d+: the original is about `http\.request_timeout`\n/,
    );
    expect(out.match(/missing-tag/g)?.length).toBeGreaterThan(0);
    expect(out).not.toContain('mentions `http.port`');
  });

  it('may lack whole pages, and may say more', async () => {
    const page = `${lacking}\n\`http.request_timeout\`, \`session.secret\`\n`;
    const root = projectWith({ 'i18n/de/http.md': page }, { translations: { de: 'i18n/de' } });
    await expect(lockstep(root, ['check'])).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('all in step'),
    });
  });

  it('are found where Docusaurus has them', async () => {
    const file = 'i18n/de/docusaurus-plugin-content-docs/current/http.md';
    const { out } = await lockstep(projectWith({ [file]: lacking }), ['check']);
    expect(out).toContain(`${file}:1:1: warning: `);
  });

  it('do not count as documentation of a key', async () => {
    const files = {
      'docs/session.md': '# Session\n\n`session.secret`\n',
      'i18n/de/session.md': '`session.idle_timeout`, `session.secret`\n',
    };
    const { out } = await lockstep(projectWith(files, { translations: { de: 'i18n/de' } }), [
      'check',
    ]);
    expect(out).toContain('No page mentions `session.idle_timeout`');
  });

  it('are compared with the original where only they are asked for', async () => {
    const root = projectWith({ 'i18n/de/http.md': lacking }, { translations: { de: 'i18n/de' } });
    const { out } = await lockstep(root, ['check', 'i18n']);
    expect(out).toContain('missing-tag-in-translation');
    expect(out).toMatch(/\n1 page, /);
  });

  it('may be excused with a reason', async () => {
    const page = `<!-- lockstep-ignore-file missing-tag-in-translation: shortened on purpose -->\n\n${lacking}`;
    const root = projectWith({ 'i18n/de/http.md': page }, { translations: { de: 'i18n/de' } });
    await expect(lockstep(root, ['check'])).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('1 suppressed'),
    });
  });

  it('in a directory that does not exist are a mistake', async () => {
    const root = projectWith({}, { translations: { de: 'i18n/ed' } });
    await expect(lockstep(root, ['check'])).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('`i18n/ed` does not exist'),
    });
  });
});
