/** The documentation site as the scripts build and serve it. */
import { CommandError, ROOT, bin, run, start } from './run.mjs';
import { CONFIG } from './server.mjs';

const env = { ...process.env, LOCKSTEP_CONFIG: CONFIG };

const PAGE_ERROR =
  /MDX compilation failed for file "(?<file>[^"]+)"\n\W*Cause: (?<cause>.+)(?:\n\W*Details:[\s\S]*?"name": "(?<place>[^"]+)")?/g;
const STACK_FRAME = /^\W*at .+(?::\d+:\d+\)?|\(<anonymous>\)|\(native\))$/;
const PROGRESS = /^\[(INFO|SUCCESS)\]/;

/**
 * Builds the site.
 *
 * @throws with the mistakes of its pages, or else with what Docusaurus says, without stack traces
 */
export async function buildDocs() {
  try {
    await run(bin('docusaurus'), ['build', 'docs-site'], { env });
  } catch (error) {
    throw error instanceof CommandError ? new Error(messageOf(error.output)) : error;
  }
}

/** Starts the site with hot reload on loopback. */
export const startDocs = (port) =>
  start(
    bin('docusaurus'),
    ['start', 'docs-site', '--no-open', '--host', '127.0.0.1', '--port', String(port)],
    { env },
  );

function messageOf(output) {
  const text = output.replaceAll(ROOT, '');
  const pages = new Set();
  for (const { groups } of text.matchAll(PAGE_ERROR)) {
    const place = groups.place?.replace(/-\d+:\d+$/, '') ?? groups.file;
    pages.add(`${place}: error: ${groups.cause}`);
  }
  if (pages.size > 0) return [...pages].join('\n');
  const lines = text.split('\n').filter((line) => !STACK_FRAME.test(line) && !PROGRESS.test(line));
  return lines.join('\n').trim();
}
