import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A planted import and where it stands; each goes against one rule of the architecture table. */
const PLANTED: readonly (readonly [file: string, specifier: string])[] = [
  ['config/src/ini/planted.ts', '../schema/compile-schema.ts'],
  ['config/src/document/planted.ts', '../ini/parse-ini.ts'],
  ['config/src/schema/values/planted.ts', '../../layers/resolve-config.ts'],
  ['config/src/layers/planted.ts', 'node:fs'],
  ['config/src/redact/planted.ts', '@lockstep/server'],
  ['config/src/schema/planted.ts', 'docusaurus-plugin-lockstep/remark'],
  ['plugin/src/tag/planted.ts', '../render/create-renderer.ts'],
  ['plugin/src/markdown-it/planted.ts', '../remark/index.ts'],
  ['plugin/src/remark/planted.ts', '../docusaurus/with-lockstep.ts'],
  ['plugin/src/cli/planted.ts', '@lockstep/server/settings'],
  ['server/src/kernel/planted.ts', '@nestjs/common'],
  ['server/src/session/planted.ts', '../oidc/oidc.module.ts'],
  ['server/src/bff/planted.ts', 'openid-client'],
  ['server/src/http/planted.ts', 'oidc-provider'],
  ['server/src/pages/planted.ts', '../session/session.service.ts'],
  ['server/src/app/planted.ts', 'docusaurus-plugin-lockstep'],
];

const ALLOWED: readonly (readonly [file: string, specifier: string])[] = [
  ['config/src/redact/allowed.ts', '../layers/resolved.ts'],
  ['plugin/src/docusaurus/allowed.ts', '../remark/index.ts'],
  ['server/src/oidc/allowed.ts', 'openid-client'],
  ['server/src/bff/allowed.ts', '@lockstep/config'],
];

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string(), message: z.string() })),
});

/** The rule's reports by file, from a copy of the lint configuration over planted files alone. */
function lint(folder: string): Map<string, string> {
  const args = ['--format', 'json', '--config', path.join(folder, '.oxlintrc.json'), folder];
  const command = path.join(ROOT, 'node_modules/.bin/oxlint');
  const { stdout } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = report.parse(JSON.parse(stdout));
  const restricted = diagnostics.filter((found) => found.code.includes('no-restricted-imports'));
  return new Map(
    restricted.map(({ filename, message }) => [
      path.relative(folder, path.resolve(folder, filename)),
      message,
    ]),
  );
}

describe('dependency rules', () => {
  let folder: string;
  let reports: Map<string, string>;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-architecture-'));
    cpSync(path.join(ROOT, 'scripts/architecture'), path.join(folder, 'scripts/architecture'), {
      recursive: true,
    });
    cpSync(path.join(ROOT, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [file, specifier] of [...PLANTED, ...ALLOWED]) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(
        path.join(folder, file),
        `import * as other from '${specifier}';\nexport const used = [other];\n`,
      );
    }
    reports = lint(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(PLANTED)('refuses in %s the import of %s', (file, specifier) => {
    expect(reports.get(file)).toContain(specifier);
  });

  it.each(ALLOWED)('allows in %s the import of %s', (file) => {
    expect(reports.has(file)).toBe(false);
  });

  it('come from the table that the lint configuration is written from', async () => {
    const { architectureText } = await import('../../scripts/architecture/write.mjs');
    expect(readFileSync(path.join(ROOT, 'scripts/architecture/oxlint.json'), 'utf8')).toBe(
      architectureText(),
    );
  });
});
