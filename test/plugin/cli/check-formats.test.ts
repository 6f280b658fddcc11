import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { config, projectWith } from '../claims/project.ts';
import { lockstep } from './command-line.ts';

const SCHEMA = path.resolve(
  import.meta.dirname,
  '../claims/report/fixtures/sarif-schema-2.1.0.json',
);

const files = {
  'docs/http.md': `# HTTP

\`http.request_timeout\` is 45 seconds.

<!-- lockstep-ignore contradicted-value: how not to do it -->

\`http.request_timeout\` is 50 seconds.

\`\`\`ini
[http]
prot = 80
\`\`\`
`,
  'docs/ä b,c: 100%.md':
    '`http.request_timeout` is 45 seconds, `http.port`.\n\n`http.request_timeout` is 46 seconds.\n',
  'app.ini': config.replace('; 30 seconds', '; 40 seconds'),
};

describe('--format json', () => {
  it('has a stable shape', async () => {
    const { code, out } = await lockstep(projectWith(files), ['check', '--format', 'json']);
    expect(code).toBe(1);
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({
      version: 1,
      summary: {
        pages: 3,
        claims: { comment: 1, mention: expect.any(Number) },
        errors: expect.any(Number),
        warnings: 0,
        suppressed: 1,
        accepted: 0,
      },
      findings: expect.arrayContaining([
        {
          code: 'contradicted-comment',
          severity: 'error',
          message: 'The comment says "40 seconds", but `http.request_timeout` is 30',
          file: 'app.ini',
          line: 3,
          column: 24,
          endLine: 3,
          endColumn: 34,
          key: 'http.request_timeout',
          related: {
            file: 'app.ini',
            line: 3,
            column: 19,
            endLine: 3,
            endColumn: 21,
            message: 'the value of `http.request_timeout`',
          },
          fix: {
            description: 'Write "30 seconds"',
            edits: [{ start: 42, end: 52, text: '30 seconds' }],
          },
          fingerprint: '["contradicted-comment","app.ini","http.request_timeout","40 seconds"]',
          help: expect.stringContaining('contradicted-comment'),
        },
      ]),
      suppressed: [{ code: 'contradicted-value', reason: 'how not to do it' }],
      accepted: [],
    });
    expect(report).not.toHaveProperty('coverage');
  });

  it('has the coverage where it is asked for', async () => {
    const { out } = await lockstep(projectWith(), ['check', '--format', 'json', '--coverage']);
    const report: { coverage?: unknown } = JSON.parse(out);
    expect(report.coverage).toContainEqual({
      key: 'http.port',
      sources: ['app'],
      state: 'documented',
      pages: ['docs/http.md'],
      claims: { mention: 1 },
    });
  });
});

describe('--format sarif', () => {
  it('is valid by the schema of SARIF 2.1.0', async () => {
    const { code, out } = await lockstep(projectWith(files), ['check', '--format', 'sarif']);
    expect(code).toBe(1);
    const log: unknown = JSON.parse(out);
    const validate = sarifValidator();
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'lockstep check',
              rules: expect.arrayContaining([
                {
                  id: 'contradicted-comment',
                  shortDescription: { text: 'Contradicted comment' },
                  fullDescription: { text: expect.stringMatching(/^A comment .* Correct /) },
                  helpUri: expect.stringContaining('contradicted-comment'),
                },
              ]),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: expect.arrayContaining([
            expect.objectContaining({
              ruleId: 'contradicted-comment',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'app.ini', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3, startColumn: 24, endLine: 3, endColumn: 34 },
                  },
                },
              ],
              relatedLocations: [expect.objectContaining({ id: 1 })],
              partialFingerprints: {
                'lockstepFinding/v1': expect.stringMatching(/^[0-9a-f]{64}$/),
              },
            }),
            expect.objectContaining({
              ruleId: 'contradicted-value',
              suppressions: [{ kind: 'inSource', justification: 'how not to do it' }],
            }),
          ]),
        },
      ],
    });
    expect(out).toContain('"uri": "docs/%C3%A4%20b%2Cc%3A%20100%25.md"');
  });

  it('is valid when there is nothing to report', async () => {
    const { out } = await lockstep(projectWith(), ['check', '--format', 'sarif']);
    expect(sarifValidator()(JSON.parse(out))).toBe(true);
  });
});

describe('--format github', () => {
  it('writes workflow commands with everything escaped', async () => {
    const { out } = await lockstep(projectWith(files), ['check', '--format', 'github']);
    const lines = out.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^3 pages, /);
    const commands = lines.slice(0, -1);
    expect(commands).toHaveLength(
      commands.filter((line) => /^::(error|warning) file=[^:]+::/.test(line)).length,
    );
    expect(commands[0]).toBe(
      '::error file=app.ini,line=3,col=24,endLine=3,endColumn=34,title=contradicted-comment::The comment says "40 seconds", but `http.request_timeout` is 30%0Acompare app.ini:3: the value of `http.request_timeout`%0Afix: Write "30 seconds"',
    );
    expect(out).toContain('file=docs/ä b%2Cc%3A 100%25.md,line=3,');
  });
});

describe('a report for a service', () => {
  it.each(['github', 'sarif'])('names files of the repository: %s', async (format) => {
    const root = projectWith(files);
    const env = { GITHUB_WORKSPACE: path.dirname(root) };
    const { out } = await lockstep(root, ['check', '--format', format], env);
    expect(out).toContain(`${path.basename(root)}/app.ini`);
    const { out: elsewhere } = await lockstep(root, ['check', '--format', format], {
      GITHUB_WORKSPACE: '/nowhere',
    });
    expect(elsewhere).not.toContain(`${path.basename(root)}/app.ini`);
  });
});

/** Where a secret of the configuration may turn up by mistake; every one of them is found and told. */
const plants: readonly ((secret: string) => Readonly<Record<string, string>>)[] = [
  (secret) => ({ 'app.ini': config.replace('${SESSION_SECRET}', secret) }),
  (secret) => ({ 'app.ini': `${config}secert = ${secret}\n` }),
  (secret) => ({ 'app.ini': config.replace('${SESSION_SECRET}', `${secret} ; 5 minutes`) }),
  (secret) => ({
    'app.ini': config.replace('${SESSION_SECRET}', secret),
    'docs/http.md': `\`http.request_timeout\` is 45 seconds, not ${secret}, \`http.port\`.\n\n\`http.request_timeout\` is 45 seconds with ${secret}.\n`,
  }),
  (secret) => ({
    'docs/http.md': `\`\`\`ini\n[session]\nsecret = ${secret}\nidel_timeout = 5m\n\`\`\`\n`,
  }),
  (secret) => ({
    'docs/http.md': `\`\`\`ini\n[session]\nsecret = ${secret}\nidle_timeout = ${secret}\n\`\`\`\n`,
  }),
];

describe('no format', () => {
  it('ever shows a secret', async () => {
    const secrets = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{7,12}[A-Z][0-9]{3}x$/);
    await fc.assert(
      fc.asyncProperty(secrets, fc.constantFrom(...plants), async (secret, plant) => {
        const root = projectWith(plant(secret));
        const outcomes = [];
        for (const format of ['text', 'json', 'sarif', 'github'])
          outcomes.push(await lockstep(root, ['check', '--format', format]));
        outcomes.push(await lockstep(root, ['check', '--fix', '--dry-run']));
        for (const { code, out, err } of outcomes) {
          expect(code).toBe(1);
          expect(out + err).not.toContain(secret);
        }
        await lockstep(root, ['check', '--write-baseline', '--baseline', 'b.json']);
        expect(readFileSync(path.join(root, 'b.json'), 'utf8')).not.toContain(secret);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

/** The official schema is written in draft 4, of which it uses nothing that later drafts read in another way. */
function sarifValidator() {
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
