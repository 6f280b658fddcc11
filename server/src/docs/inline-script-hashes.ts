import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/giu;
const EXTERNAL = /\ssrc\s*=/iu;
/** Data blocks (JSON-LD) are no scripts: browsers run only these types (HTML, section 4.12.1). */
const DATA_BLOCK =
  /\stype\s*=\s*["']?(?!module|text\/javascript|application\/javascript)[\w/+.-]+/iu;

/**
 * The hashes of every inline script in the HTML files of a directory, as Content Security Policy sources
 * (`'sha256-…'`, CSP Level 3), sorted.
 */
export function inlineScriptHashes(directory: string): readonly string[] {
  const hashes = new Set<string>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const page = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const script of inlineScripts(page)) hashes.add(cspHash(script));
  }
  return [...hashes].toSorted();
}

function* inlineScripts(page: string): Generator<string> {
  for (const [, attributes, text] of page.matchAll(SCRIPT)) {
    if (!text || EXTERNAL.test(` ${attributes}`) || DATA_BLOCK.test(` ${attributes}`)) continue;
    yield text;
  }
}

function cspHash(script: string): string {
  return `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`;
}
