import { createSources } from 'docusaurus-plugin-lockstep';
import { createKeyIndex } from '../../../../plugin/src/claims/key-index.ts';
import type { KeyIndex } from '../../../../plugin/src/claims/key-index.ts';
import type { Finding, Outcome } from '../../../../plugin/src/claims/finding.ts';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import type { CheckedPage } from '../../../../plugin/src/claims/page/checked-page.ts';
import { directoryWith } from '../../../support/directory.ts';

const duration = (value: string): object => ({
  type: ['string', 'number'],
  'x-unit': 'seconds',
  default: value,
});

/** A small web server's settings. */
export const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    http: {
      type: 'object',
      title: 'HTTP server',
      additionalProperties: false,
      properties: {
        host: { type: 'string', default: 'localhost' },
        port: { type: 'integer', default: 8080, minimum: 1, maximum: 65_535, 'x-env': 'HTTP_PORT' },
        workers: { type: 'integer', default: 4 },
        request_timeout: { ...duration('30s'), 'x-aliases': ['http.timeout_seconds'] },
        max_body_size: { type: ['string', 'number'], 'x-unit': 'bytes', default: '10MB' },
        compression: { type: 'boolean', default: true },
      },
    },
    session: {
      type: 'object',
      additionalProperties: false,
      properties: {
        idle_timeout: { ...duration('30m'), 'x-env': 'SESSION_TIMEOUT' },
        max_sessions: { type: 'integer', default: 3 },
        mode: { enum: ['strict', 'lax', 'none'], default: 'lax' },
        origins: { type: 'array', items: { type: 'string' }, default: ['https://a.example'] },
        secret: { type: 'string', 'x-secret': true },
      },
    },
    cache: {
      type: 'object',
      additionalProperties: false,
      properties: { idle_timeout: duration('5m'), enabled: { type: 'boolean', default: false } },
    },
  },
};

export const CONFIG = `[http]
port = 9000
request_timeout = 60s
compression = false

[session]
idle_timeout = 1800
mode = strict
secret = \${SESSION_SECRET}
origins[] = https://a.example
origins[] = https://b.example

[cache]
enabled = true
`;

/** The index of a project with the source `app`, without a schema where that is `null`, and with others. */
export function indexOf(
  config: string = CONFIG,
  schema: object | null = SCHEMA,
  overlays: Readonly<Record<string, string>> = {},
): KeyIndex {
  const file = schema === null ? {} : { schema: 'schema.json' };
  const overlayFiles = Object.entries(overlays).map(([name, text]) => [`${name}.ini`, text]);
  const root = directoryWith({
    'app.ini': config,
    'schema.json': JSON.stringify(schema ?? {}),
    ...Object.fromEntries(overlayFiles),
  });
  const names = ['app', ...Object.keys(overlays)];
  const described = names.map((name) => [name, { path: `${name}.ini`, ...file }]);
  const sources = createSources({ root, sources: Object.fromEntries(described) }, { env: {} });
  return createKeyIndex(sources.names.map((name) => sources.get(name)));
}

/** A page as the check reads it. */
export function pageOf(text: string, path = 'docs/page.md'): CheckedPage {
  return readPage(text, path);
}

/** The values that a page states, each as `key "literal" right` or `wrong`. */
export function valuesIn(text: string, { claims }: Outcome): readonly string[] {
  return claims
    .filter(({ kind }) => kind === 'value')
    .map(({ key, span, holds }) => {
      const literal = text.slice(span.start.offset, span.end.offset);
      return `${key} "${literal}" ${holds ? 'right' : 'wrong'}`;
    });
}

/** Findings as `code "what they are about"`. */
export function codesIn(text: string, { findings }: Outcome): readonly string[] {
  return findings.map(({ code, span }) => {
    const literal = span ? text.slice(span.start.offset, span.end.offset) : '';
    return `${code} "${literal}"`;
  });
}

/** The page after every fix was applied. */
export function mended(text: string, findings: readonly Finding[]): string {
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
  const fromTheEnd = edits.toSorted((one, other) => other.start - one.start);
  return fromTheEnd.reduce(
    (page, { start, end, text: written }) => page.slice(0, start) + written + page.slice(end),
    text,
  );
}
