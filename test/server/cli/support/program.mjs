/** `lockstep-server` from its TypeScript sources, as a process of its own; needs no build. */
import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';

const PROGRAM = fileURLToPath(new URL('../../../../server/src/cli/main.ts', import.meta.url));
const conditions = ['@lockstep/source', 'development'];

const vite = await createServer({
  configFile: false,
  logLevel: 'silent',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
});
const { main } = await createServerModuleRunner(vite.environments.ssr).import(PROGRAM);
process.exitCode = await main(process.argv.slice(2), process);
await vite.close();
