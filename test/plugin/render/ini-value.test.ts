import { describe, expect, it } from 'vitest';
import { inlineOf, mistakeIn, renderTag } from './render-tag.ts';

const schema = {
  type: 'object',
  properties: {
    app: {
      type: 'object',
      properties: {
        name: { type: 'string', default: 'Example' },
        url: { type: 'string', format: 'uri', default: 'http://127.0.0.1:8000' },
        host: { type: 'string', 'x-default': 'the host of `app.url`' },
        owner: { type: 'string' },
        debug: { type: 'boolean', default: false },
        mode: { enum: ['strict', 'lax_mode'], default: 'strict' },
        body_limit: { type: ['number', 'string'], 'x-unit': 'bytes', default: 100_000 },
        origins: { type: 'array', items: { type: 'string' }, default: [] },
        key: { type: 'string', 'x-secret': true, 'x-env': 'APP_KEY' },
        pin: { type: 'string', 'x-secret': true },
      },
    },
    session: {
      type: 'object',
      properties: {
        idle_timeout: {
          type: ['number', 'string'],
          'x-unit': 'seconds',
          default: 1800,
          'x-env': 'SESSION_TIMEOUT',
          'x-aliases': ['app.session_timeout'],
        },
        poll: { type: ['number', 'string'], 'x-unit': 'milliseconds', default: 250 },
      },
    },
    providers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { issuer: { type: 'string', 'x-env': 'OIDC_NAME_ISSUER' } },
      },
    },
  },
};

const ini = `[app]
name = "Exam*ple*"
origins[] = https://a.example
origins[] = https://b.example
key = "\${APP_KEY}"
pin = 1234

[session]
idle_timeout = 45m

[providers.main]
issuer = https://id.example
`;

const project = { files: { 'app.ini': ini, 'schema.json': JSON.stringify(schema) } };
const bare = {
  files: {
    'app.ini':
      '[s]\nt = 30m\nn = 3600\nsize = 10MiB\nurl = "https://u:hunter22hunter@h"\nword = a b\nref = "${X:-5}"\n',
  },
};

describe('<% ini-value %>', () => {
  it.each([
    ['session.idle_timeout', '45 minutes'],
    ['session.poll', '250 milliseconds'],
    ['app.body_limit', '100 KB'],
    ['app.debug', 'false'],
    ['app.mode', 'strict'],
    ['app.name', '`Exam*ple*`'],
    ['app.url', '`http://127.0.0.1:8000`'],
    ['app.origins', '`https://a.example` and `https://b.example`'],
    ['app.origins[]', '`https://a.example` and `https://b.example`'],
    ['providers.main.issuer', '`https://id.example`'],
  ])('writes %s by its type', (key, shown) => {
    expect(inlineOf(`<% ini-value ${key} %>`, project)).toBe(shown);
  });

  it.each([
    ['session.idle_timeout as=raw', '`45m`'],
    ['app.name as=raw', '`"Exam*ple*"`'],
    ['session.poll as=raw', '`250ms`'],
    ['session.idle_timeout as=duration', '45 minutes'],
    ['session.idle_timeout as=env-name', '`SESSION_TIMEOUT`'],
    ['providers.main.issuer as=env-name', '`OIDC_MAIN_ISSUER`'],
    ['app.body_limit as=bytes', '100 KB'],
    ['app.origins as=list', '`https://a.example` and `https://b.example`'],
    ['app.mode as=list', 'strict'],
  ])('writes %s as asked for', (attributes, shown) => {
    expect(inlineOf(`<% ini-value ${attributes} %>`, project)).toBe(shown);
  });

  it.each([
    ['s.t', '30m'],
    ['s.t as=duration', '30 minutes'],
    ['s.n as=duration', '1 hour'],
    ['s.size as=bytes', '10 MiB'],
    ['s.word', 'a b'],
    ['s.ref', '`${X:-5}`'],
    ['s.ref as=duration', '`${X:-5}`'],
    ['s.url', '`https://u:[redacted]@h`'],
    ['s.url as=raw', '`"https://u:[redacted]@h"`'],
  ])('writes %s without a schema', (attributes, shown) => {
    expect(inlineOf(`<% ini-value ${attributes} %>`, bare)).toBe(shown);
  });

  it('takes an old name for the new one', () => {
    expect(inlineOf('<% ini-value app.session_timeout %>', project)).toBe('45 minutes');
  });

  it('says how a default is derived when there is no value', () => {
    expect(inlineOf('<% ini-value app.host %>', project)).toBe('the host of `app.url`');
  });

  it.each(['', 'as=raw', 'as=list', 'as=duration', 'as=bytes'])('never shows a secret %s', (as) => {
    expect(inlineOf(`<% ini-value app.pin ${as} %>`, project)).toBe('\\[redacted\\]');
    expect(inlineOf(`<% ini-value app.key ${as} %>`, project)).toBe('`${APP_KEY}`');
    const unset = { files: { ...project.files, 'app.ini': '' } };
    expect(inlineOf(`<% ini-value app.pin ${as} %>`, unset)).toBe('not set');
  });

  it('never shows a secret that the environment sets', () => {
    const sources = { app: { path: 'app.ini', schema: 'schema.json', env: true } };
    const env = { APP_KEY: 'from-the-environment' };
    const nodes = renderTag('<% ini-value app.key %>', { ...project, sources, env });
    expect(nodes).toEqual([{ type: 'text', text: '[redacted]' }]);
  });

  it('takes the environment into account where the source asks for it', () => {
    const sources = { app: { path: 'app.ini', schema: 'schema.json', env: true } };
    const env = { APP_KEY: 'x', SESSION_TIMEOUT: '5m' };
    expect(inlineOf('<% ini-value session.idle_timeout %>', { ...project, sources, env })).toBe(
      '5 minutes',
    );
  });

  it.each([
    [
      'session.idle_timeot',
      'unknown-key at session.idle_timeot: There is no key `session.idle_timeot`; did you mean `session.idle_timeout`?',
    ],
    ['session', 'unknown-key at session: `session` is a section, not a key'],
    ['"a..b"', 'unknown-key at a..b: "a..b" is no key'],
    [
      'app.owner',
      'no-value at app.owner: `app.owner` has no value: no file sets it, and it has no default',
    ],
    ['app.mode as=env-name', 'no-variable at app.mode: No environment variable sets `app.mode`'],
    ['app.mode as=duration', 'invalid-value at duration: `as=duration` needs a duration'],
    ['app.mode as=bytes', 'invalid-value at bytes: `as=bytes` needs a size'],
    ['app.mode file=aap', 'unknown-file at aap: '],
  ])('says what is wrong with %s', (attributes, mistake) => {
    expect(mistakeIn(`<% ini-value ${attributes} %>`, project)).toContain(mistake);
  });

  it.each([
    ['n as=duration', '`n` is 123456789012345678901'],
    ['empty as=bytes', '`empty` is empty'],
    ['host as=duration', '`host` is 127.0.0.1'],
  ])('says what the value is instead: %s', (attributes, mistake) => {
    const files = { 'app.ini': 'n = 123456789012345678901\nempty =\nhost = 127.0.0.1\n' };
    expect(mistakeIn(`<% ini-value ${attributes} %>`, { files })).toContain(mistake);
  });

  it('tells items with separators in them apart', () => {
    const files = { 'app.ini': 'list[] = a\nlist[] = b, c\nempty =\n' };
    expect(inlineOf('<% ini-value list %>', { files })).toBe('a and `b, c`');
    expect(inlineOf('<% ini-value empty as=raw %>', { files })).toBe('empty');
  });

  it('says so when nothing of that name is in a file without a schema', () => {
    expect(mistakeIn('<% ini-value s.wrd %>', bare)).toContain('did you mean `s.word`?');
  });
});
