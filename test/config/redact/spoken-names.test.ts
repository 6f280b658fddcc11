import {
  compileSchema,
  createRedactor,
  parseIni,
  parseYaml,
  resolveConfig,
  withSnippets,
  type ConfigSchema,
  type Problem,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const WORDS = ['session', 'admin', 'idle', 'store', 'on_limit', 'client_secret', 'x9', 'token'];

const name = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
  .map((words) => words.join('_'));

interface Line {
  readonly key: string;
  readonly value: string;
}

/** A section of a schema, and of a document that sets its keys and others to pieces of their names. */
interface Case {
  readonly section: string;
  readonly secrets: readonly string[];
  readonly plain: readonly string[];
  readonly lines: readonly Line[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    section: name,
    secrets: fc.array(name, { minLength: 1, maxLength: 2 }),
    plain: fc.array(name, { maxLength: 2 }),
    unknown: fc.array(name, { minLength: 1, maxLength: 3 }),
  })
  .chain(({ section, secrets, plain, unknown }) => {
    const paths = [...secrets, ...plain, ...unknown].flatMap((key) => [key, `${section}.${key}`]);
    const pieces = [...paths, ...paths.flatMap((path) => path.split(/[._]/u)), section];
    const line = fc.record({
      key: fc.constantFrom(...secrets, ...plain, ...unknown),
      value: fc.constantFrom(...pieces),
    });
    const lines = fc.uniqueArray(line, { minLength: 1, selector: ({ key }) => key });
    return fc.record({
      section: fc.constant(section),
      secrets: fc.constant(secrets),
      plain: fc.constant(plain),
      lines,
    });
  });

function schemaOf({ section, secrets, plain }: Case): ConfigSchema {
  const settings = [
    ...plain.map((key) => [key, { type: 'integer' }] as const),
    ...secrets.map((key) => [key, { type: 'string', 'x-secret': true, minLength: 99 }] as const),
  ];
  const properties = { [section]: { type: 'object', properties: Object.fromEntries(settings) } };
  return compileSchema({ type: 'object', properties });
}

function documentsOf({ section, lines }: Case) {
  const ini = lines.map(({ key, value }) => `${key} = ${value}\n`).join('');
  const yaml = lines.map(({ key, value }) => `  ${key}: ${value}\n`).join('');
  return [
    parseIni(`[${section}]\n${ini}`, { file: 'app.ini' }),
    parseYaml(`${section}:\n${yaml}`, { file: 'app.yaml' }),
  ];
}

interface Told {
  readonly raw: Problem;
  readonly shown: Problem;
}

function toldAbout(each: Case): readonly Told[] {
  const schema = schemaOf(each);
  return documentsOf(each).flatMap((document) => {
    const resolved = resolveConfig({ documents: [document], schema, env: {}, complete: false });
    const redactor = createRedactor({ resolved });
    return resolved.problems.flatMap((raw) =>
      withSnippets([raw], [document], redactor).map((shown) => ({ raw, shown })),
    );
  });
}

/** The key of a problem where its snippet shows the key's own name. */
function keyInSight({ raw, shown }: Told): string | undefined {
  const own = raw.key?.split('.').at(-1) ?? '';
  const [, line = ''] = /\| *([^\n]*)/u.exec(shown.snippet ?? '') ?? [];
  return /^[\w-]+/u.exec(line)?.[0] === own ? raw.key : undefined;
}

/** Whether a value is a whole path: that of an unknown key is hidden with all of its segments. */
function holdsPath({ lines }: Case): boolean {
  return lines.some(({ value }) => value.includes('.'));
}

/** The names of a schema and its section that a message has to say. */
function schemaNames(each: Case, raw: Problem): readonly string[] {
  const { section, secrets, plain } = each;
  const keys = [...secrets, ...plain].map((key) => `${section}.${key}`);
  const own = keys.filter((key) => key === raw.key).map((key) => `\`${key}\``);
  return holdsPath(each) ? own : [`\`${section}.`, ...own];
}

/** What a shown problem says of the value of its line, names left out. */
function valueTold(each: Case, { raw, shown }: Told): string | undefined {
  const names = new Set([...each.secrets, ...each.plain, each.section]);
  const value = each.lines.find(({ key }) => raw.key === `${each.section}.${key}`)?.value ?? '';
  const isShown = shown.snippet?.includes(`${value}\n`) === true;
  const sentence = shown.message.replaceAll(/`[^`]*`/gu, '');
  const texts = [shown.received ?? '', names.has(value) ? '' : sentence];
  return isShown ? undefined : texts.find((text) => text.includes(value));
}

describe('a message', () => {
  test('says the names of the schema, whatever secrets hold', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const told = toldAbout(each);
        const missing = told.flatMap(({ raw, shown }) =>
          schemaNames(each, raw).filter((text) => !shown.message.includes(text)),
        );
        expect(missing).toEqual([]);
        expect(told.filter(({ raw, shown }) => raw.nearest !== shown.nearest)).toEqual([]);
      }),
    );
  });

  test('says the name of an unknown key that its snippet shows', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(cases, (each) => {
        const missing = toldAbout(each).filter((told) => {
          const key = holdsPath(each) ? undefined : keyInSight(told);
          if (key !== undefined) seen.add(told.raw.code);
          return key !== undefined && !told.shown.message.includes(`\`${key}\``);
        });
        expect(missing).toEqual([]);
      }),
    );
    expect(seen).toContain('unknown-key');
  });

  test('says no secret of its line beside these names', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const told = toldAbout(each).flatMap((one) => valueTold(each, one) ?? []);
        expect(told).toEqual([]);
      }),
    );
  });
});

describe('a weak secret that is a part of a name', () => {
  const schema = compileSchema({
    type: 'object',
    properties: {
      users: { type: 'object', properties: { admin_role: { type: 'string' } } },
      session: { type: 'object', properties: { on_limit_reached: { type: 'string' } } },
      password: { type: 'string', 'x-secret': true },
    },
  });
  const redactor = (secret: string) => {
    const document = parseIni(`password = ${secret}\n`, { file: 'app.ini' });
    return createRedactor({ resolved: resolveConfig({ documents: [document], schema, env: {} }) });
  };

  test('leaves the name readable, and is hidden everywhere else', () => {
    const own = redactor('on_limit');
    expect(own.text('See session.on_limit_reached.')).toBe('See session.on_limit_reached.');
    expect(own.text('See on_limit, x-on_limit')).toBe('See [redacted], x-[redacted]');
  });

  test('does so over several segments', () => {
    const own = redactor('users.admin');
    expect(own.text('`users.admin_role.x`')).toBe('`users.admin_role.x`');
    expect(own.text('users.admin')).toBe('[redacted]');
  });
});
