import type { Fence } from '../page/checked-page.ts';
import { isOfOtherFile } from './other-files.ts';

/**
 * What a fence is there for.
 * - `copy`: it says that it is what the file has, or what is so by default
 * - `open`: it says nothing; it is a copy where it is nearly all equal
 * - `example`: it shows what one could write
 * - `mistake`: it shows what is wrong, so that its mistakes are meant
 * - `none`: it says that it is no configuration of ours
 */
export type Intent = 'copy' | 'open' | 'example' | 'mistake' | 'none';

const COPY =
  /\b(?:defaults?|default (?:configuration|settings|values)|ships? with|shipped|comes with|current(?:ly)?|in use|is configured|are configured|this site|our (?:configuration|settings))\b/i;
const EXAMPLE =
  /\b(?:examples?|samples?|for instance|e\.g|overrid\w*|override|production|staging|development|local|changes?|changing|set|sets|setting the|add|adds|adding|enable|disable|replace|customi[sz]e|instead|might|could|would|increase|reduce|lower|raise|try|previous(?:ly)?|old|before|after|minimal|recommended|harden\w*|tun(?:e|ing)|to use|want|need|if you|you can|put|write|use|stricter|older|newer|migrat\w*|upgrad\w*)\b/i;
const MISTAKE =
  /\b(?:wrong|invalid|incorrect|bad|mistakes?|typo|misspel\w*|do not|don['’]t|never|fails?|failing|refus\w*|reject\w*|not (?:allowed|valid|accepted|supported)|broken|errors?)\b/i;

const TITLE = /\btitle=(?:"([^"]*)"|'([^']*)'|(\S+))/;
const CONFIG = /\bconfig=["']?([\w.-]+)/;
const COMMENT = /^[ \t]*(?:#|;|\/\/)[^\n]*/gm;

/** Reads a fence's purpose from its info string, the block before it, the heading above and its comments. */
export function intentOf(fence: Fence, fileNames: ReadonlySet<string>): Intent {
  const config = CONFIG.exec(fence.meta)?.[1];
  if (config === 'none') return 'none';
  const intro = introOf(fence);
  const comments = [...fence.text.matchAll(COMMENT)].map(([line]) => line).join('\n');
  const title = titleOf(fence);
  const isOther = [title, intro, firstComment(fence)].some((text) =>
    isOfOtherFile(text, fileNames),
  );
  if (isOther && config === undefined) return 'none';
  const around = [intro, fence.headings.at(-1) ?? ''].join('\n');
  if (MISTAKE.test(`${around}\n${comments}`)) return 'mistake';
  if (config === 'example') return 'example';
  if (config !== undefined) return 'copy';
  if (EXAMPLE.test(around)) return 'example';
  if (COPY.test(intro)) return 'copy';
  return fileNames.has(title.slice(title.lastIndexOf('/') + 1)) ? 'copy' : 'open';
}

function titleOf({ meta }: Fence): string {
  const [, double, single, bare] = TITLE.exec(meta) ?? [];
  return double ?? single ?? bare ?? '';
}

/** A comment on the first line often is the file's name. */
function firstComment({ text }: Fence): string {
  return /^\s*(?:#|;|\/\/)([^\n]*)/.exec(text)?.[1] ?? '';
}

/** The last sentence of the block right before a fence is what introduces it. */
function introOf({ intro }: Fence): string {
  const text = (intro?.runs ?? []).map((run) => run.text).join('');
  return (
    text
      .trim()
      .split(/(?<=[.!?])\s+/)
      .at(-1) ?? ''
  );
}
