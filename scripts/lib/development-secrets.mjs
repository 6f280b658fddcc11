/**
 * Secrets for a server on the developer's own machine: made once, kept in `.lockstep/` (which git ignores), readable by
 * their owner alone. Sessions so survive a restart, and no secret is ever in the repository.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './run.mjs';

const FILE = `${ROOT}.lockstep/development-secrets.json`;
const NAMES = ['SECRET_KEY', 'DEV_CLIENT_SECRET'];

/** Environment variables for a development server; those that are set already win. */
export function developmentSecrets() {
  if (!existsSync(FILE)) {
    mkdirSync(`${ROOT}.lockstep`, { recursive: true });
    const secrets = NAMES.map((name) => [name, randomBytes(32).toString('base64url')]);
    writeFileSync(FILE, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600 });
  }
  return { ...JSON.parse(readFileSync(FILE, 'utf8')), ...process.env };
}
