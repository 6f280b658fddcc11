/** A route that changes something. */
interface UnsafeRoute {
  readonly method: string;
  /** With a name in place of each parameter. */
  readonly address: string;
}

/** What of Fastify is needed here. */
interface PrintsRoutes {
  printRoutes(options: { readonly commonPrefix: boolean }): string;
}

const LINE = /^(?<indent>[^/\w.]*)(?<part>\S+) \((?<methods>[A-Z, ]+)\)$/u;
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const INDENT = 4;

/** The routes of a running server whose methods are not safe (RFC 9110, 9.2.1), as the router itself prints them. */
export function unsafeRoutes(fastify: PrintsRoutes): readonly UnsafeRoute[] {
  const parents: string[] = [];
  return fastify
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const { indent, part, methods } = LINE.exec(line)?.groups ?? {};
      if (indent === undefined || part === undefined || methods === undefined) return [];
      const depth = indent.length / INDENT;
      const path = depth === 1 ? part : `${parents[depth - 1] ?? ''}${part}`;
      parents[depth] = path;
      const address = (path.startsWith('/') ? path : `/${path}`).replaceAll(/:\w+/gu, 'name');
      return methods
        .split(', ')
        .filter((method) => !SAFE.has(method))
        .map((method) => ({ method, address }));
    });
}
