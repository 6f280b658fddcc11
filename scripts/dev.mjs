/**
 * Development: the documentation with hot reload and the server, both from the one file. A saved change shows on the
 * page and restarts the server; a file with mistakes is reported and the running server is kept.
 */
import { watch } from 'chokidar';
import pc from 'picocolors';
import { developmentSecrets } from './lib/development-secrets.mjs';
import { fail, step } from './lib/report.mjs';
import { bin, run, start } from './lib/run.mjs';

const CONFIG = process.env.LOCKSTEP_CONFIG ?? 'examples/config/app.ini';
const DOCS_PORT = process.env.DOCS_PORT ?? '3000';
const SERVER = ['server/bin/lockstep-server.js', '--config', CONFIG];
const env = developmentSecrets();

let server;
let restarting = Promise.resolve();

async function stop() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

async function restart() {
  try {
    await run('node', [...SERVER, '--check'], { env });
  } catch (error) {
    console.error(
      `${error.message}\n${pc.yellow('kept the running server; mend the file and save it again')}`,
    );
    return;
  }
  await stop();
  server = start('node', SERVER, { env });
  console.log(pc.green(`server started from ${CONFIG}`));
}

try {
  await step('compiling the packages', () => run(bin('tsc'), ['-b']));
} catch (error) {
  fail(error.message);
}
await restart();
start(
  bin('docusaurus'),
  ['start', 'docs-site', '--no-open', '--host', '127.0.0.1', '--port', DOCS_PORT],
  { env },
);
watch([CONFIG, 'server/dist'], {
  ignoreInitial: true,
  awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
}).on('all', () => {
  restarting = restarting.then(restart);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void stop().then(() => process.exit(0)));
}
