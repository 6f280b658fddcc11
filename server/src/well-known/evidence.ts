import { readFileSync } from 'node:fs';

const EVIDENCE = new URL('../../evidence.json', import.meta.url);

/**
 * The keys of the evidence that ships with the server, as the schema writes them (`oidc.providers.*.issuer`): each was
 * seen to change what a running server does. Empty when there is no such file.
 */
export function provenKeys(): ReadonlySet<string> {
  try {
    const evidence: unknown = JSON.parse(readFileSync(EVIDENCE, 'utf8'));
    return new Set(Object.keys(Object(evidence)));
  } catch {
    return new Set();
  }
}
