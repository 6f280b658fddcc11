/** The documentation site as the scripts build and serve it. */
import { buildFailure, readable } from './docs-output.mjs';
import { CommandError, bin, launch, run } from './run.mjs';
import { CONFIG } from './server.mjs';

const env = { ...process.env, LOCKSTEP_CONFIG: CONFIG };

/**
 * Builds the site.
 *
 * @throws with the mistakes of its pages, or else with what Docusaurus says, without stack traces
 */
export async function buildDocs() {
  try {
    await run(bin('docusaurus'), ['build', 'docs-site'], { env });
  } catch (error) {
    throw error instanceof CommandError ? new Error(buildFailure(error.output)) : error;
  }
}

/** Starts the site with hot reload on loopback. */
export function startDocs(port) {
  const site = launch(
    bin('docusaurus'),
    ['start', 'docs-site', '--no-open', '--host', '127.0.0.1', '--port', String(port)],
    ['ignore', 'pipe', 'pipe'],
    { env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...env } : env },
  );
  site.stdout.pipe(readable()).pipe(process.stdout, { end: false });
  site.stderr.pipe(readable()).pipe(process.stderr, { end: false });
  return site;
}
