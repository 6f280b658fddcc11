import { defineConfig } from 'vitest/config';

/** Tests run from sources: the condition points every workspace import at `src`, so no build is needed first. */
const source = {
  resolve: { conditions: ['@lockstep/source', 'development'] },
  ssr: { resolve: { conditions: ['@lockstep/source', 'development'] } },
};

const project = (name: string, testTimeout: number, globalSetup: string[] = []) => ({
  ...source,
  test: {
    name,
    root: 'test',
    // Loading the server takes longer than most of its tests: files of one worker share what they import.
    isolate: false,
    include: [`${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: testTimeout,
    // What a test waits for may be long in coming on a busy machine; Vitest gives up after a second by itself.
    expect: { poll: { timeout: testTimeout / 2 } },
    globalSetup,
  },
});

/** Projects whose tests start commands and builds as users do need the compiled packages. */
const COMPILED = ['support/compile.ts'];

export default defineConfig({
  test: {
    // Tests mostly wait for builds, browsers and servers: no core is left to Vitest itself, as it would by itself.
    maxWorkers: '100%',
    projects: [
      project('config', 20_000),
      project('plugin', 60_000),
      project('server', 60_000),
      project('conformance', 60_000),
      project('attack', 60_000),
      project('chaos', 240_000, COMPILED),
      project('replay', 60_000),
      project('house', 240_000, COMPILED),
      project('site', 240_000, COMPILED),
      project('browser', 240_000, [...COMPILED, 'browser/support/build-docs.ts']),
    ],
  },
});
