/**
 * The main job: compiles the packages, builds the documentation and starts the server with its embedded OpenID provider,
 * all from the one file `examples/config/app.ini`.
 */
import pc from 'picocolors';
import { developmentSecrets } from './lib/development-secrets.mjs';
import { fail, step } from './lib/report.mjs';
import { ROOT, bin, run, start, untilReady } from './lib/run.mjs';

const CONFIG = process.env.LOCKSTEP_CONFIG ?? 'examples/config/app.ini';
const env = developmentSecrets();

function addresses(origin) {
  return [
    ['home', `${origin}/`],
    ['documentation', `${origin}/docs/`],
    ['sign in (alice or bob)', `${origin}/auth/web/login`],
    ['who am I', `${origin}/auth/web/me`],
    ['effective settings', `${origin}/.well-known/lockstep`],
  ].map(([name, address]) => `  ${name.padEnd(24)}${pc.cyan(address)}`);
}

async function effective(key) {
  const text = await run(
    'node',
    ['server/bin/lockstep-server.js', '--config', CONFIG, '--print-config', '--json'],
    { env },
  );
  return JSON.parse(text).settings.find((setting) => setting.key === key)?.value;
}

try {
  await step('compiling the packages', () => run(bin('tsc'), ['-b']));
  const origin = String(await effective('app.public_url')).replace(/\/$/, '');
  await step('building the documentation', () =>
    run(bin('docusaurus'), ['build', 'docs-site'], { env }),
  );
  const server = start('node', ['server/bin/lockstep-server.js', '--config', CONFIG], { env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  server.once('exit', (code) => process.exit(code ?? 1));
  await step('starting the server', () => untilReady(`${origin}/health/ready`, server));
  console.log(
    [
      '',
      `${pc.bold('Lockstep is running')} from ${CONFIG}`,
      ...addresses(origin),
      '',
      'Ctrl+C stops it.',
    ].join('\n'),
  );
} catch (error) {
  fail(error.message.replaceAll(ROOT, ''));
}
