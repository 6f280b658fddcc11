import { describe, expect, it } from 'vitest';
import { pages, projectWith, textOf } from '../claims/project.ts';
import { writeIn } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';

const first = '`http.request_timeout` is 45 seconds.\n\nIt listens on `http.port`.\n';
const second = `${first}\nAgain: \`http.request_timeout\` is 50 seconds.\n`;
const args = ['check', '--baseline', 'baseline.json'];

async function projectWithBaseline(page: string): Promise<string> {
  const root = projectWith({ 'docs/http.md': page });
  const { code, out } = await lockstep(root, [...args, '--write-baseline']);
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('accepted by the baseline'),
  });
  return root;
}

describe('the baseline', () => {
  it('accepts what there is, wherever it moves to', async () => {
    const root = await projectWithBaseline(first);
    writeIn(root, 'docs/http.md', `# New heading\n\n${first}`);
    await expect(lockstep(root, args)).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/: all in step, 1 accepted by the baseline\n$/),
    });
  });

  it('is sorted, and says what is accepted', async () => {
    const root = await projectWithBaseline(second);
    expect(textOf(root, 'baseline.json')).toMatch(
      /^\{\n {2}"version": 1,\n {2}"claims": \{"comment":1,"mention":\d+,"value":\d+\},\n {2}"findings": \[\n {4}\{"code":"contradicted-value","file":"docs\/http\.md","key":"http\.request_timeout","text":"45 seconds","count":1\},\n {4}\{.*"50 seconds".*\}\n {2}\]\n\}\n$/,
    );
  });

  it('lets nothing new pass', async () => {
    const root = await projectWithBaseline(first);
    writeIn(root, 'docs/http.md', second);
    const { code, out } = await lockstep(root, args);
    expect(code).toBe(1);
    expect(out).toContain('50 seconds');
    expect(out).not.toContain('docs/http.md:1:');
  });

  it('counts: the same lie twice is one too many', async () => {
    const root = await projectWithBaseline(first);
    writeIn(root, 'docs/http.md', `${first}\n${first}`);
    await expect(lockstep(root, args)).resolves.toMatchObject({
      code: 1,
      out: expect.stringContaining('1 error'),
    });
  });

  it('fails when it accepts what is gone, until it is updated: it only shrinks', async () => {
    const root = await projectWithBaseline(second);
    writeIn(root, 'docs/http.md', `${first}\n\`http.request_timeout\` is 60 seconds.\n`);
    const stale = await lockstep(root, args);
    expect(stale.code).toBe(1);
    expect(stale.out).toContain(
      'baseline.json: error: The baseline accepts `contradicted-value` in docs/http.md about `http.request_timeout` ("50 seconds") [stale-baseline]',
    );
    const updated = await lockstep(root, [...args, '--update-baseline']);
    expect(updated.code).toBe(1);
    expect(updated.out).not.toContain('stale-baseline');
    expect(updated.out).toContain('60 seconds');
    expect(textOf(root, 'baseline.json')).not.toMatch(/50 seconds|60 seconds/);
    writeIn(root, 'docs/http.md', second);
    await expect(lockstep(root, args)).resolves.toMatchObject({ code: 1 });
  });

  it('notices when the check has become blind', async () => {
    const root = projectWith();
    await lockstep(root, [...args, '--write-baseline']);
    const page =
      '# Session\n\nSet `http.port`, `session.idle_timeout` and `session.secret`.\n\n`http.request_timeout`\n';
    writeIn(root, 'docs/http.md', page);
    writeIn(root, 'docs/session.md', '# Session\n');
    const { code, out } = await lockstep(root, args);
    expect(code).toBe(1);
    expect(out).toMatch(
      /baseline\.json: error: The baseline counts \d+ claims of the kind `value`, and none is found now \[claims-lost\]/,
    );
    await expect(lockstep(root, [...args, '--update-baseline'])).resolves.toMatchObject({
      code: 0,
    });
  });

  it('is named by the option check.baseline, too', async () => {
    const root = projectWith({ 'docs/http.md': first }, { check: { baseline: 'b.json' } });
    await expect(lockstep(root, ['check'])).resolves.toMatchObject({ code: 2 });
    await expect(lockstep(root, ['check', '--write-baseline'])).resolves.toMatchObject({ code: 0 });
    await expect(lockstep(root, ['check'])).resolves.toMatchObject({ code: 0 });
  });

  it('says nothing about pages that were not asked for', async () => {
    const root = await projectWithBaseline(first);
    writeIn(root, 'docs/http.md', pages['docs/http.md']);
    await expect(lockstep(root, [...args, 'docs/session.md'])).resolves.toMatchObject({ code: 0 });
    await expect(lockstep(root, args)).resolves.toMatchObject({ code: 1 });
  });

  it('that is none is an error', async () => {
    const root = projectWith({ 'baseline.json': '{"version": 2}' });
    const { code, err } = await lockstep(root, args);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('[invalid-baseline]'),
    });
  });
});
