/**
 * The main job: compiles the packages, builds the documentation and starts the server with its embedded OpenID provider,
 * all from the one file `examples/config/app.ini` (LOCKSTEP_CONFIG names another).
 */
import pc from 'picocolors';
import { buildDocs } from './lib/docs-site.mjs';
import { requireFree } from './lib/ports.mjs';
import { fail, step } from './lib/report.mjs';
import { bin, onInterrupt, run, stopAll } from './lib/run.mjs';
import {
  CONFIG,
  addressesOf,
  effectiveSettings,
  originOf,
  startServer,
  untilReady,
} from './lib/server.mjs';

const INTERRUPTED = 130;

function welcome(origin, settings) {
  const users = settings.get('dev_idp.enabled') === true ? settings.get('dev_idp.users') : [];
  const lines = [
    ['home', '/'],
    ['documentation', `${settings.get('docs.path')}/`],
    [users.length > 0 ? `sign in as ${users.join(' or ')}` : 'sign in', '/auth/web/login'],
    ['who am I', '/auth/web/me'],
    ['effective settings', '/.well-known/lockstep'],
  ].map(([name, path]) => `  ${name.padEnd(26)}${pc.cyan(origin + path)}`);
  return [
    '',
    `${pc.bold('Lockstep is running')} from ${CONFIG}`,
    ...lines,
    '',
    'Ctrl+C stops it.',
  ].join('\n');
}

let exitCode = INTERRUPTED;
let isEnding = false;
onInterrupt(async () => {
  isEnding = true;
  await stopAll();
  return exitCode;
});

try {
  await step('compiling the packages', () => run(bin('tsc'), ['-b']));
  const settings = await step(`reading ${CONFIG}`, async () => {
    const read = await effectiveSettings();
    await requireFree(addressesOf(read));
    return read;
  });
  await step('building the documentation', buildDocs);
  const origin = originOf(settings);
  const server = startServer();
  await step('starting the server', () => untilReady(origin, server), false);
  server.once('exit', () => {
    if (!isEnding) fail('The server ended; its message stands above.');
  });
  exitCode = 0;
  console.log(welcome(origin, settings));
} catch (error) {
  if (!isEnding) {
    await stopAll();
    fail(error.message);
  }
}
