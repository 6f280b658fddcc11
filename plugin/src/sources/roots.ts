import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** A path in a tag, allowed (then absolute and free of links) or refused (then with the rule that it breaks). */
export type PathVerdict =
  { readonly path: string } | { readonly refused: string } | { readonly missing: true };

/** What a path in a tag may not be, whatever the roots are; the first that applies is named. */
const REFUSALS: readonly { readonly pattern: RegExp; readonly rule: string }[] = [
  { pattern: /\p{Cc}/u, rule: 'it holds a control character' },
  { pattern: /^[a-z][a-z0-9+.-]+:/i, rule: 'it is a URL, and only files are read' },
  { pattern: /^(\\\\|\/\/)/, rule: 'it is a network (UNC) path' },
  { pattern: /^(\/|\\|[a-z]:)/i, rule: 'it is absolute' },
  { pattern: /(^|[\\/])\.\.([\\/]|$)/, rule: 'it leaves its directory with `..`' },
  {
    pattern: /(^|[\\/])(con|prn|aux|nul|com\d|lpt\d)(\.[^\\/]*)?([\\/]|$)/i,
    rule: 'it is a device name',
  },
];

/**
 * Judges a path that a tag names. It is relative to one of the roots, which are tried in order, and what it leads to,
 * links followed, must be a regular file below that root. Containment is decided on real paths plus separator, so that
 * neither a link nor a sibling directory of a similar name (`docs`, `docs_internal`) leads out.
 */
export function judgePath(path: string, roots: readonly string[]): PathVerdict {
  const broken = REFUSALS.find(({ pattern }) => pattern.test(path));
  if (broken) return { refused: broken.rule };
  for (const root of roots) {
    const verdict = judgeWithin(path, root);
    if (!('missing' in verdict)) return verdict;
  }
  return { missing: true };
}

/** The path with links followed; when it does not exist, its directory's real path and its own name; else as given. */
export function realPathOf(path: string): string {
  return realPath(path) ?? join(realPath(dirname(path)) ?? dirname(path), basename(path));
}

function judgeWithin(path: string, root: string): PathVerdict {
  const base = realPath(root);
  const target = realPath(join(root, path));
  if (base === undefined || target === undefined) return { missing: true };
  const prefix = base.endsWith(sep) ? base : base + sep;
  if (target !== base && !target.startsWith(prefix))
    return { refused: 'a link leads out of the configured roots' };
  const stats = statSync(target, { throwIfNoEntry: false });
  if (!stats) return { missing: true };
  if (stats.isDirectory()) return { refused: 'it is a directory' };
  return stats.isFile() ? { path: target } : { refused: 'it is a device, pipe or socket' };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
