import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../../../server/src/app/start-server.ts';
import type { RunningServer } from '../../../server/src/app/start-server.ts';
import { ROOT } from '../../support/checkout.ts';
import { atPorts } from '../../support/example-ports.ts';
import { freePorts } from '../../support/free-ports.ts';
import { DOCS_BUILD } from './build-docs.ts';

const CONFIG = path.join(ROOT, 'examples/config/app.ini');
const secret = (): string => randomBytes(32).toString('base64url');

/** Starts the server from the example configuration as it is, but for the ports, with the site that was built. */
export async function startExampleServer(): Promise<RunningServer> {
  const [port = 0, providerPort = 0] = await freePorts(2);
  const text = atPorts(readFileSync(CONFIG, 'utf8'), port, providerPort)
    .replace(/^url = file:.*$/m, 'url = memory:')
    .replace(/^dir = .*$/m, `dir = ${DOCS_BUILD}`);
  return startServer({
    sources: [{ file: CONFIG, text }],
    env: { SECRET_KEY: secret(), DEV_CLIENT_SECRET: secret() },
    logStream: { write: () => undefined },
  });
}
