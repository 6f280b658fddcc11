import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import {
  compileSchema,
  ConfigError,
  createRedactor,
  describeConfig,
  parseIni,
  parseYaml,
  printRedacted,
  resolveConfig,
  selectBlocks,
  snippet,
  withSnippets,
  type ConfigDocument,
  type ConfigSchema,
  type Environment,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { fingerprintInput } from '../../../config/src/redact/fingerprint.ts';

/** A schema whose secret has a name that says nothing. */
export const SCHEMA: ConfigSchema = compileSchema({
  type: 'object',
  properties: {
    port: { type: 'integer', 'x-env': 'PORT' },
    note: { type: 'string' },
    vault: {
      type: 'object',
      properties: {
        opaque: { type: 'string', 'x-secret': true, 'x-env': 'OPAQUE', minLength: 200 },
        list: {
          type: 'array',
          items: { type: 'string' },
          'x-secret': true,
          'x-aliases': ['vault.old'],
        },
        plain: { type: 'string' },
      },
    },
  },
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PUNCTUATION = `${ALPHABET}!%^&*()_+|<>?~.,=:/@-`;

const digest = fc
  .integer({ min: 0 })
  .map((seed) => createHash('sha256').update(String(seed)).digest());

/** A password that only its key gives away. */
export const password: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PUNCTUATION.split('')), { minLength: 14, maxLength: 30 })
  .map((characters) => `x${characters.join('')}Q7`);

/** Secrets that their shape gives away, wherever they stand. */
export const shaped: fc.Arbitrary<string> = digest.chain((bytes) =>
  fc.constantFrom(
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    `ghp_${bytes.toString('hex').slice(0, 36)}`,
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${bytes.toString('base64url')}`,
    `sk_live_${bytes.toString('hex').slice(0, 24)}`,
  ),
);

/** Everything that can show a configuration, one output after another. */
export function everyOutput(
  documents: readonly ConfigDocument[],
  schema?: ConfigSchema,
  env?: Environment,
): readonly string[] {
  const resolved = resolveConfig({ documents, schema, env, complete: false });
  const redactor = createRedactor({ resolved, env });
  const problems = withSnippets(resolved.problems, documents, redactor);
  const values = [...resolved.values.values()].filter(({ secret }) => secret);
  const spans = documents.flatMap((document) =>
    [...document.blocks, ...document.entries].map(({ span }) => snippet(document, span, redactor)),
  );
  return [
    ...documents.flatMap((document) => everyPrint(document, redactor)),
    ...documents.flatMap(({ entries }) => entries.map((entry) => redactor.value(entry))),
    ...spans,
    JSON.stringify(problems),
    new ConfigError(problems).message,
    fingerprintInput(resolved, redactor),
    JSON.stringify(describeConfig(resolved, redactor)),
    ...values.flatMap(({ value, source }) => [
      JSON.stringify(value),
      inspect(value),
      String(value),
      source,
    ]),
  ];
}

function everyPrint(
  document: ConfigDocument,
  redactor: ReturnType<typeof createRedactor>,
): string[] {
  return (['all', 'leading', 'none'] as const).flatMap((comments) => [
    printRedacted(document, document.blocks, redactor, { comments }),
    printRedacted(document, selectBlocks(document, { section: ['vault'], comments }), redactor, {
      comments,
    }),
  ]);
}

/** Parses a template by what it looks like. */
export function read(
  source: string,
  format: 'ini' | 'yaml',
  file = `app.${format}`,
): ConfigDocument {
  return format === 'ini' ? parseIni(source, { file }) : parseYaml(source, { file });
}

/** The longest pieces of a secret that no output may hold. */
export function piecesOf(secret: string): readonly string[] {
  const half = Math.ceil(secret.length / 2);
  return [secret.slice(0, half), secret.slice(half)].filter((piece) => piece.length >= 8);
}
