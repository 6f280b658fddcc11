/** Looks for taken ports before any work is done, and names all of them at once. */
import { createServer } from 'node:net';

const REASONS = new Map([
  ['EADDRINUSE', 'is already in use'],
  ['EADDRNOTAVAIL', 'does not belong to this machine'],
  ['EACCES', 'may not be used by this user'],
]);

/**
 * @param wanted addresses with the setting that chooses each: `{ host, port, advice }`
 * @throws when one of them cannot be listened on
 */
export async function requireFree(wanted) {
  const failures = await Promise.all(wanted.map(failure));
  const lines = failures.filter((line) => line !== undefined);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

function failure({ host, port, advice }) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }) => {
      resolve(`${host}:${port} ${REASONS.get(code) ?? `cannot be used (${code})`}: ${advice}`);
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
