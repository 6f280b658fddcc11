import { fileURLToPath } from 'node:url';

/** Where `database.url` leads. */
export type DatabaseAddress =
  | {
      readonly kind: 'libsql';
      /** A path, or `:memory:`. */
      readonly path: string;
    }
  | {
      readonly kind: 'postgres';
      /** As it was given, password included: for the driver alone. */
      readonly url: string;
      /** Host, port and database: for messages. */
      readonly place: string;
    };

const MEMORY = ':memory:';

/**
 * Reads `database.url`: `file:PATH` (relative to the working directory unless it begins with `/`), `memory:` or
 * `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
 *
 * @returns `undefined` for anything else
 */
export function parseDatabaseUrl(text: string): DatabaseAddress | undefined {
  if (/^memory:$/iu.test(text)) return { kind: 'libsql', path: MEMORY };
  if (/^file:/iu.test(text)) return fileAddress(text);
  if (!/^postgres(?:ql)?:\/\//iu.test(text) || !URL.canParse(text)) return undefined;
  const { host, pathname } = new URL(text);
  return { kind: 'postgres', url: text, place: `${host || 'local socket'}${pathname}` };
}

function fileAddress(text: string): DatabaseAddress | undefined {
  const path = text.slice('file:'.length);
  if (path === '' || path === MEMORY || path.endsWith('/')) return undefined;
  if (!path.startsWith('//')) return { kind: 'libsql', path };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.host === '' ? { kind: 'libsql', path: fileURLToPath(url) } : undefined;
}
