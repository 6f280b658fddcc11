/** What the system says when a server cannot listen, in words. */
const LISTEN_FAILURES: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'is already in use'],
  ['EADDRNOTAVAIL', 'does not belong to this machine'],
  ['EACCES', 'may not be used by this user'],
]);

/** Why the server could not start, in one sentence for people. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const cause = listenFailure(error.cause);
  return (
    listenFailure(error) ?? (cause === undefined ? error.message : `${error.message}: ${cause}`)
  );
}

function listenFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const failure = LISTEN_FAILURES.get(Reflect.get(error, 'code'));
  const address: unknown = Reflect.get(error, 'address');
  if (failure === undefined || typeof address !== 'string') return undefined;
  return `the address ${address}:${String(Reflect.get(error, 'port'))} ${failure}`;
}
