/** TypeScript modules for scripts, straight from their sources: needs no build. */
import { runnerImport } from 'vite';
import { ROOT } from './run.mjs';

const conditions = ['@lockstep/source', 'development'];

/** Imports a module of this repository, such as `server/src/settings/server-schema.ts`. */
export async function importSource(path) {
  const { module } = await runnerImport(ROOT + path, {
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions },
    ssr: { resolve: { conditions } },
  });
  return module;
}
