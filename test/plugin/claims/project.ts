import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith } from '../../support/directory.ts';
import type { Files } from '../../support/directory.ts';

/** A schema with a bit of everything. */
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    http: {
      type: 'object',
      properties: {
        port: { type: 'integer', minimum: 1, maximum: 65_535, default: 8000 },
        request_timeout: { type: 'integer', 'x-unit': 'seconds' },
      },
    },
    session: {
      type: 'object',
      properties: {
        idle_timeout: { type: 'integer', 'x-unit': 'seconds', 'x-aliases': ['session.timeout'] },
        secret: { type: 'string', 'x-secret': true, 'x-env': 'SESSION_SECRET' },
      },
    },
  },
};

export const config = `[http]
port = 8080
request_timeout = 30 ; 30 seconds

[session]
idle_timeout = 30m
secret = \${SESSION_SECRET}
`;

/** Pages that are right, and mention every key. */
export const pages = {
  'docs/http.md':
    '# HTTP\n\nThe server listens on `http.port`.\n\n`http.request_timeout` is 30 seconds.\n',
  'docs/session.md':
    '# Session\n\n`session.idle_timeout` defaults to 30 minutes.\nSet `session.secret` in `SESSION_SECRET`.\n',
};

/** A project with these files, over one where all is well; removed when the test is over. */
export function projectWith(files: Files = {}, options: object = {}): string {
  const settings = {
    sources: { app: { path: 'app.ini', schema: 's.json' } },
    ...options,
  };
  return directoryWith({
    'lockstep.config.json': JSON.stringify(settings),
    's.json': JSON.stringify(schema),
    'app.ini': config,
    ...pages,
    ...files,
  });
}

/** The text of a file of a project. */
export function textOf(root: string, name: string): string {
  return readFileSync(join(root, name), 'utf8');
}
