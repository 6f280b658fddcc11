import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openConnections } from './lib/load.mjs';
const child = fork('bench/servers/' + (process.argv[3] ?? 'lockstep') + '.mjs', {
  execArgv: ['--cpu-prof', '--cpu-prof-dir=' + process.argv[2]],
});
const [m] = await once(child, 'message');
const c = await openConnections(m, 32);
const t = performance.now();
await c.send(+(process.argv[4] ?? 40000));
console.log((((performance.now() - t) * 1000) / (process.argv[4] ?? 40000)).toFixed(1), 'us/req');
c.close();
child.disconnect();
await once(child, 'exit');
