/**
 * Development: the documentation with hot reload and the server, both from the one file. A saved change shows on the
 * page and restarts the server; a file with mistakes is reported and the running server is kept. DOCS_PORT moves the
 * documentation from port 3000.
 */
import { constants } from 'node:os';
import { watch } from 'chokidar';
import pc from 'picocolors';
import { startDocs } from './lib/docs-site.mjs';
import { requireFree } from './lib/ports.mjs';
import { fail, step } from './lib/report.mjs';
import { bin, isRunning, onInterrupt, run, start, stop, stopAll } from './lib/run.mjs';
import {
  CONFIG,
  addressesOf,
  effectiveSettings,
  originOf,
  startServer,
  untilReady,
} from './lib/server.mjs';

const DOCS_PORT = Number(process.env.DOCS_PORT ?? 3000);
/** Both compete for the processor after a change; whoever edits looks at the page. */
const PRIORITY = constants.priority.PRIORITY_BELOW_NORMAL;
const DOCS_ADDRESS = {
  host: '127.0.0.1',
  port: DOCS_PORT,
  advice: 'stop what runs there, or set DOCS_PORT',
};

let server;
let isEnding = false;

async function startAgain() {
  const settings = await effectiveSettings(PRIORITY);
  if (server !== undefined) await stop(server);
  if (isEnding) return;
  server = startServer(PRIORITY);
  await untilReady(originOf(settings), server);
  console.log(pc.green(`server ready at ${originOf(settings)}, from ${CONFIG}`));
}

/** Handles saved changes one after the other; those that come meanwhile are handled together. */
function restarter() {
  let isBusy = false;
  let isAsked = false;
  return async () => {
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    while (isAsked) {
      isAsked = false;
      await startAgain().catch(report);
    }
    isBusy = false;
  };
}

function report(error) {
  if (isEnding) return;
  const kept =
    server !== undefined && isRunning(server)
      ? 'the server still runs with the settings it had'
      : 'the server does not run';
  console.error(`${pc.red(error.message)}\n${pc.yellow(`${kept}; mend the file and save it`)}`);
}

onInterrupt(async () => {
  isEnding = true;
  await stopAll();
  return 0;
});

try {
  await step('compiling the packages', () => run(bin('tsc'), ['-b']));
  await step(`reading ${CONFIG}`, async () => {
    await requireFree([...addressesOf(await effectiveSettings()), DOCS_ADDRESS]);
  });
  await step('starting the server', startAgain, false);
  const docs = startDocs(DOCS_PORT);
  docs.once('exit', async () => {
    if (isEnding) return;
    await stopAll();
    fail('The documentation server ended; its message stands above.');
  });
  start(bin('tsc'), ['-b', '--watch', '--preserveWatchOutput']);
  watch([CONFIG, 'server/dist', 'config/dist'], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
  }).on('all', restarter());
} catch (error) {
  if (!isEnding) {
    await stopAll();
    fail(error.message);
  }
}
