import { APP, valueOf } from '../support/command-line.ts';
import { outcomeOf } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';
import { FILES, PRECEDENCE, SECRETS } from './configuration-files.ts';

type Variables = Readonly<Record<string, string>>;

const AFTER_PARSING =
  'References are resolved in values that are parsed already: a variable is a value, and never configuration.';

/** What a name becomes that is written like this, with these variables. */
const template = (
  what: string,
  written: string,
  env: Variables,
  now: string,
  before?: string,
  differs: string = AFTER_PARSING,
): Row => {
  const row = {
    id: 'T96' as const,
    what,
    now,
    observe: () => valueOf('app.name', `${APP}  name: ${written}\n`, env, 'app.yaml'),
  };
  return before === undefined ? row : { ...row, before, differs };
};

const ROUTES: readonly Row[] = [
  {
    id: 'T104',
    what: '/workflows/',
    now: '404 not-found',
    observe: async (stage) => outcomeOf(await (await stage.scene()).visitor().get('/workflows/')),
  },
  {
    id: 'T104',
    what: 'every part of the server, by a path of its own',
    now: '200 /, 303 /auth/web/login, 200 /auth/web/me, 401 /auth/web/sessions, 303 /account, 200 /health/live, 401 /.well-known/lockstep',
    before: 'whatever a folder holds is mounted, protected or not',
    differs: 'Routes are named one by one, and each is protected unless it says otherwise.',
    observe: async (stage) => {
      const { visitor } = await stage.scene();
      const paths = [
        '/',
        '/auth/web/login',
        '/auth/web/me',
        '/auth/web/sessions',
        '/account',
        '/health/live',
        '/.well-known/lockstep',
      ];
      const browser = visitor({ accept: 'text/html', 'sec-fetch-site': 'none' });
      const answers = paths.map(
        async (address) => `${(await browser.get(address)).status} ${address}`,
      );
      return (await Promise.all(answers)).join(', ');
    },
  },
];

export const configuration: Area = {
  title: 'Configuration',
  rows: [
    template('${A}', '${A}', { A: 'one' }, 'one'),
    template('a reference in a text', 'x-${A}-y', { A: 'one' }, 'x-one-y'),
    template('${A:-d}, A is not set', '${A:-d}', {}, 'd'),
    template('${A:-d}, A is set', '${A:-d}', { A: 'one' }, 'one'),
    template(
      '${A:-d}, A is empty',
      '${A:-d}',
      { A: '' },
      'd',
      'nothing',
      'So it is in every shell.',
    ),
    template(
      '${A}, A is not set',
      '${A}',
      {},
      'unset-variable',
      'an exception, in words',
      'One stable code, with the place.',
    ),
    template(
      '${A:?say why}, A is not set',
      '${A:?say why}',
      {},
      'unset-variable',
      'an exception, in words',
      'One stable code, with the place.',
    ),
    template(
      '${A}, A is empty',
      '${A}',
      { A: '' },
      'unset-variable',
      'nothing',
      'An empty secret is none.',
    ),
    template(
      'a reference in a default',
      '"${A:-${B}}"',
      { B: 'two' },
      'two',
      '${B}',
      'Braces are counted.',
    ),
    template('a comment with a reference', 'one # ${A}', {}, 'one', 'an exception'),
    template('two references', '${A} ${B}', { A: 'one', B: 'two' }, 'one two'),
    template('$A', '$A', { A: 'one' }, '$A'),
    template('a default with colons', '"${A:-http://h:1/x}"', {}, 'http://h:1/x'),
    template(
      'a default with braces',
      '\'${A:-{"a":1}}\'',
      {},
      '{"a":1}',
      'as it is, by accident',
      'Braces are counted.',
    ),
    template('a variable with #', '${A}', { A: 'abc#def' }, 'abc#def', 'abc'),
    template(
      'a variable with a quote',
      '"${A}"',
      { A: 'va"lue' },
      'va"lue',
      'an exception of the parser',
    ),
    template(
      'a variable with a line break and a key',
      '${A}',
      { A: 'one\nport: 1' },
      'one\nport: 1',
      'sets the key as well',
    ),
    ...FILES,
    ...PRECEDENCE,
    ...SECRETS,
    ...ROUTES,
  ],
};
