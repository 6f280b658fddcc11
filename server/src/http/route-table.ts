import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler refuses HEAD, which Fastify has it answer beside GET. */
    readonly refusesHead?: boolean;
  }
}

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Knows which methods a path answers, for `405` and its `Allow` header (RFC 9110, section 15.5.6). */
export class RouteTable {
  readonly #routes: Route[] = [];

  /** Collects the routes that are registered from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url, config }) => {
      if (method === 'HEAD' && config?.refusesHead === true) return;
      this.#routes.push({ pattern: pathPattern(url), methods: [method].flat() });
    });
  }

  /** The methods of a path in alphabetical order; empty when there is no route. */
  methodsOf(path: string): readonly string[] {
    const matching = this.#routes.filter((route) => route.pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => methods))].toSorted();
  }
}

function pathPattern(url: string): RegExp {
  const source = url
    .split(/(\*|:[A-Za-z_]\w*)/u)
    .map((part) => {
      if (part === '*') return '.*';
      return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[\\^$.|?+()[\]{}]/gu, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`, 'u');
}
