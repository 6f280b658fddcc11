import type { ConfigSchema, Environment } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyOutput, password, piecesOf, read, SCHEMA, shaped } from './planted.ts';

/** Shape alone misses about one base64 text in ten thousand: the secrets are the same in every run. */
const RUNS = { numRuns: 15, seed: 1 };

/** The first output that holds a piece of a secret. */
function leakOf(secret: string, outputs: readonly string[]): string | undefined {
  return outputs.find((output) => piecesOf(secret).some((piece) => output.includes(piece)));
}

/** What a property reports when it fails; `undefined` when it holds. */
function failureOf<T>(
  values: fc.Arbitrary<T>,
  leak: (value: T) => string | undefined,
): string | undefined {
  const property = fc.property(values, (value) => {
    const found = leak(value);
    if (found !== undefined) throw new Error(`shown in ${JSON.stringify(found)}`);
  });
  return fc.defaultReportMessage(fc.check(property, RUNS));
}

/** How a secret in the place of `SECRET` gets into some output. */
function leakIn(
  secrets: fc.Arbitrary<string>,
  format: 'ini' | 'yaml',
  template: string,
  schema?: ConfigSchema,
  env?: (secret: string) => Environment,
): string | undefined {
  return failureOf(secrets, (secret) => {
    const source = template.replaceAll('SECRET', () => secret);
    return leakOf(secret, everyOutput([read(source, format)], schema, env?.(secret)));
  });
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

const env = (secret: string): Environment => ({ OPAQUE: secret, PORT: secret, X: secret });
const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

describe('a secret of the schema is shown by nothing', () => {
  test.each(INI_BY_KEY)('INI: %j', (template) => {
    for (const key of ['opaque', 'list', 'old', 'opaqe']) {
      expect(
        leakIn(password, 'ini', `port = 1\n[vault]\n${template.replaceAll('KEY', key)}`, SCHEMA),
      ).toBeUndefined();
    }
  });

  test.each(YAML_BY_KEY)('YAML: %j', (template) => {
    for (const key of ['opaque', 'list', 'opaqe']) {
      const source = `port: 1\nvault:\n${indent(template.replaceAll('KEY', key))}`;
      expect(leakIn(password, 'yaml', source, SCHEMA)).toBeUndefined();
    }
  });

  test('also in the environment, and where it got into another key', () => {
    for (const template of [
      'port = 1',
      '[vault]\nopaque = ${X}\nplain = ${X}',
      '[vault]\nopaque = x${X}y',
    ]) {
      expect(leakIn(password, 'ini', template, SCHEMA, env)).toBeUndefined();
    }
  });

  test('also as a value of the wrong type next to the right one', () => {
    expect(
      leakIn(password, 'ini', 'port = SECRET\n[vault]\nopaque = SECRET', SCHEMA),
    ).toBeUndefined();
    expect(
      leakIn(password, 'yaml', 'port: "SECRET"\nvault: {opaque: "SECRET"}', SCHEMA),
    ).toBeUndefined();
    expect(leakIn(password, 'yaml', 'vault: "SECRET"\nport: [1]', SCHEMA)).toBeUndefined();
  });
});

describe('a secret that its name gives away is shown by nothing, without a schema', () => {
  test.each(INI_BY_KEY)('INI: %j', (template) => {
    for (const key of ['password', 'client_secret', 'apiKey']) {
      expect(
        leakIn(password, 'ini', `[vault]\n${template.replaceAll('KEY', key)}`),
      ).toBeUndefined();
    }
  });

  test.each(YAML_BY_KEY)('YAML: %j', (template) => {
    for (const key of ['password', 'client_secret', 'apiKey']) {
      expect(
        leakIn(password, 'yaml', `vault:\n${indent(template.replaceAll('KEY', key))}`),
      ).toBeUndefined();
    }
  });
});

describe('a secret that its shape gives away is shown by nothing', () => {
  test.each(INI_BY_SHAPE)('INI: %j', (template) => {
    expect(leakIn(shaped, 'ini', `[vault]\n${template}`)).toBeUndefined();
    expect(leakIn(shaped, 'ini', `[vault]\n${template}`, SCHEMA)).toBeUndefined();
  });

  test.each(YAML_BY_SHAPE)('YAML: %j', (template) => {
    expect(leakIn(shaped, 'yaml', `vault:\n${indent(template)}`)).toBeUndefined();
    expect(leakIn(shaped, 'yaml', `vault:\n${indent(template)}`, SCHEMA)).toBeUndefined();
  });
});

test('a password in a URL is shown by nothing, whatever characters it holds', () => {
  for (const template of ['url = redis://user:SECRET@db:6379/0', '; see redis://:SECRET@db']) {
    expect(leakIn(password, 'ini', `[vault]\n${template}`)).toBeUndefined();
    expect(leakIn(password, 'ini', `[vault]\n${template}`, SCHEMA)).toBeUndefined();
  }
});

test('a private key is shown by nothing, line by line', () => {
  const pem = fc.record({
    lines: fc.array(shaped, { minLength: 2, maxLength: 4 }),
    end: fc.constantFrom('', '\n-----END RSA PRIVATE KEY-----'),
    start: fc.constantFrom('pem = ', '; ', 'pem = "', ''),
  });
  const failure = failureOf(pem, ({ lines, end, start }) => {
    const text = `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}${end}`;
    const block = text.replaceAll('\n', '\n    ');
    const outputs = [
      ...everyOutput([read(`[vault]\n${start}${text}\n`, 'ini')]),
      ...everyOutput([read(`vault:\n  pem: |\n    ${block}\n  x: 1\n`, 'yaml')]),
    ];
    return lines.map((line) => leakOf(line, outputs)).find((leak) => leak !== undefined);
  });
  expect(failure).toBeUndefined();
});

test('a secret of one file is not shown by another', () => {
  const failure = failureOf(password, (secret) => {
    const one = read(`[vault]\nopaque = ${secret}\n`, 'ini', 'one.ini');
    const source = `# ${secret}\nnote: "see ${secret}"\nvault: {opaque: x, plain: "${secret}"}\n`;
    return leakOf(secret, everyOutput([one, read(source, 'yaml', 'two.yaml')], SCHEMA));
  });
  expect(failure).toBeUndefined();
});

test('the templates do reach the outputs: a value that is not secret is shown', () => {
  const outputs = everyOutput([read('note = ordinary-words', 'ini')], SCHEMA);
  expect(outputs.filter((output) => output.includes('ordinary-words')).length).toBeGreaterThan(5);
});
