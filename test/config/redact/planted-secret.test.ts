import type { ConfigSchema, Environment } from '@lockstep/config';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyOutput, password, piecesOf, read, SCHEMA, shaped } from './planted.ts';

function expectHidden(secret: string, outputs: readonly string[]): void {
  for (const piece of piecesOf(secret)) {
    const leak = outputs.find((output) => output.includes(piece));
    expect(leak && `${outputs.indexOf(leak)} ${leak}`, `a piece of ${secret}`).toBeUndefined();
  }
}

function check(
  secrets: fc.Arbitrary<string>,
  format: 'ini' | 'yaml',
  template: string,
  schema?: ConfigSchema,
  env?: (secret: string) => Environment,
): void {
  fc.assert(
    fc.property(secrets, (secret) => {
      const source = template.replaceAll('SECRET', () => secret);
      const document = read(source, format);
      expectHidden(secret, everyOutput([document], schema, env?.(secret)));
    }),
    { numRuns: 15 },
  );
}

/** Files in which the schema's secret key gives the value away, and what else holds the same text. */
const INI_BY_KEY = [
  'KEY = SECRET',
  'KEY = "SECRET"',
  "KEY = 'SECRET' ; SECRET",
  'KEY = SECRET\nKEY = SECRET',
  'KEY = one\nKEY = SECRET',
  ';KEY = SECRET',
  '# KEY = SECRET\n# and SECRET, again\nKEY = SECRET',
  'KEY = SECRET\nSECRET',
  'KEY = SECRET\n  SECRET\n',
  'KEY = SECRET\n= SECRET',
  'KEY = SECRET\nSECRET = x',
  'KEY = SECRET\nplain = SECRET',
  'KEY = SECRET\n[SECRET]\nx = 1',
  'KEY = SECRET\n[SECRET',
  'KEY = "SECRET',
  `KEY = "SECRET" tail 'SECRET`,
  'KEY[] = SECRET\nKEY[] = SECRET',
  'KEY = ${NOWHERE:-SECRET}',
  'KEY = a${NOWHERE:-SECRET}b',
  'KEY = ${NOWHERE:-${NEITHER:-SECRET}}',
  'KEY = ${NOWHERE:-SECRET',
  'KEY = ${NOT A NAME}SECRET',
  'KEY = $${SECRET}',
  'KEY = SECRET\nunheard_of_name = SECRET\nplian = SECRET',
  'KEY = SECRET\nplain = a SECRET, b',
  'KEY = \u0000SECRET',
];

const YAML_BY_KEY = [
  'KEY: "SECRET"',
  "KEY: 'SECRET' # SECRET",
  'KEY: "SECRET"\nKEY: "SECRET"',
  '# KEY: SECRET\nKEY: "SECRET"',
  'KEY:\n  - "SECRET"\n  - "SECRET" # SECRET\n  # SECRET',
  'KEY: |\n  SECRET\n  SECRET\nplain: 1',
  'KEY: >-\n  SECRET',
  'KEY: |+\n  SECRET\n\n\nplain: 1',
  'plain: &a "SECRET"\nKEY: *a',
  'KEY: &a "SECRET"\nplain: *a',
  'KEY: !!str "SECRET"',
  'KEY: {deeper: "SECRET"}',
  'KEY:\n  deeper: "SECRET"',
  'KEY: ["SECRET", "SECRET"]\nplain: "SECRET"',
  'KEY: "SECRET',
  'KEY: [ "SECRET"\nplain: 1',
  'KEY: "SECRET"\n"SECRET": x',
  'KEY: "SECRET"\n"SECRET"',
  'KEY: "${NOWHERE:-SECRET}"',
  '"KEY": "SECRET", "plain": 1',
  'KEY:\n  - name: "SECRET"\n    more: "SECRET"',
  'KEY: "SECRET"\nunheard_of_name: "SECRET"',
  '--- # SECRET\nKEY: "SECRET"\n---\nKEY: "SECRET"',
];

/** Files in which nothing but the shape of the text says that it is secret. */
const INI_BY_SHAPE = [
  'plain = SECRET',
  '; SECRET',
  'plain = x ; SECRET',
  'SECRET',
  'SECRET = x',
  '[SECRET]',
  '[SECRET',
  '= SECRET',
  'plain[] = SECRET',
  'unheard = "SECRET',
  'plain = a, SECRET, b',
  'plain = ${X:-SECRET}',
  'plain = https://x.test/SECRET/y?z=SECRET',
];

const YAML_BY_SHAPE = [
  'plain: SECRET',
  '# SECRET',
  'plain: x # SECRET',
  'SECRET',
  'SECRET: x',
  'plain:\n  - SECRET',
  'plain: [SECRET',
  'plain: &a SECRET\nother: *a',
  'plain: |\n  SECRET',
  '? SECRET\n: x',
  'plain: {SECRET: x}',
];

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

describe('a secret of the schema is shown by nothing', () => {
  test.each(INI_BY_KEY)('INI: %j', (template) => {
    for (const key of ['opaque', 'list', 'old', 'opaqe']) {
      check(password, 'ini', `port = 1\n[vault]\n${template.replaceAll('KEY', key)}`, SCHEMA);
    }
  });

  test.each(YAML_BY_KEY)('YAML: %j', (template) => {
    for (const key of ['opaque', 'list', 'opaqe']) {
      const source = `port: 1\nvault:\n${indent(template.replaceAll('KEY', key))}`;
      check(password, 'yaml', source, SCHEMA);
    }
  });

  test('also in the environment, and where it got into another key', () => {
    const env = (secret: string): Environment => ({ OPAQUE: secret, PORT: secret, X: secret });
    for (const template of [
      'port = 1',
      '[vault]\nopaque = ${X}\nplain = ${X}',
      '[vault]\nopaque = x${X}y',
    ]) {
      check(password, 'ini', template, SCHEMA, env);
    }
  });

  test('also as a value of the wrong type next to the right one', () => {
    check(password, 'ini', 'port = SECRET\n[vault]\nopaque = SECRET', SCHEMA);
    check(password, 'yaml', 'port: "SECRET"\nvault: {opaque: "SECRET"}', SCHEMA);
    check(password, 'yaml', 'vault: "SECRET"\nport: [1]', SCHEMA);
  });
});

describe('a secret that its name gives away is shown by nothing, without a schema', () => {
  test.each(INI_BY_KEY)('INI: %j', (template) => {
    for (const key of ['password', 'client_secret', 'apiKey']) {
      check(password, 'ini', `[vault]\n${template.replaceAll('KEY', key)}`);
    }
  });

  test.each(YAML_BY_KEY)('YAML: %j', (template) => {
    for (const key of ['password', 'client_secret', 'apiKey']) {
      check(password, 'yaml', `vault:\n${indent(template.replaceAll('KEY', key))}`);
    }
  });
});

describe('a secret that its shape gives away is shown by nothing', () => {
  test.each(INI_BY_SHAPE)('INI: %j', (template) => {
    check(shaped, 'ini', `[vault]\n${template}`);
    check(shaped, 'ini', `[vault]\n${template}`, SCHEMA);
  });

  test.each(YAML_BY_SHAPE)('YAML: %j', (template) => {
    check(shaped, 'yaml', `vault:\n${indent(template)}`);
    check(shaped, 'yaml', `vault:\n${indent(template)}`, SCHEMA);
  });
});

test('a password in a URL is shown by nothing, whatever characters it holds', () => {
  for (const template of ['url = redis://user:SECRET@db:6379/0', '; see redis://:SECRET@db']) {
    check(password, 'ini', `[vault]\n${template}`);
    check(password, 'ini', `[vault]\n${template}`, SCHEMA);
  }
});

test('a private key is shown by nothing, line by line', () => {
  const body = fc.array(shaped, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(
      body,
      fc.boolean(),
      fc.constantFrom('pem = ', '; ', 'pem = "', ''),
      (lines, isEnded, start) => {
        const end = isEnded ? '\n-----END RSA PRIVATE KEY-----' : '';
        const pem = `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}${end}`;
        const outputs = everyOutput([read(`[vault]\n${start}${pem}\n`, 'ini')]);
        for (const line of lines) expectHidden(line, outputs);
        const indented = pem.replaceAll('\n', '\n    ');
        const yamlOutputs = everyOutput([
          read(`vault:\n  pem: |\n    ${indented}\n  x: 1\n`, 'yaml'),
        ]);
        for (const line of lines) expectHidden(line, yamlOutputs);
      },
    ),
    { numRuns: 30 },
  );
});

test('a secret of one file is not shown by another', () => {
  fc.assert(
    fc.property(password, (secret) => {
      const one = read(`[vault]\nopaque = ${secret}\n`, 'ini', 'one.ini');
      const two = read(
        `# ${secret}\nnote: "see ${secret}"\nvault: {opaque: x, plain: "${secret}"}\n`,
        'yaml',
        'two.yaml',
      );
      expectHidden(secret, everyOutput([one, two], SCHEMA));
    }),
    { numRuns: 30 },
  );
});

test('the templates do reach the outputs: a value that is not secret is shown', () => {
  const outputs = everyOutput([read('note = ordinary-words', 'ini')], SCHEMA);
  expect(outputs.filter((output) => output.includes('ordinary-words')).length).toBeGreaterThan(5);
});
