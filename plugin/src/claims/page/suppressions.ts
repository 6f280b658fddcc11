import type { Span } from '@lockstep/config';
import type { Suppression } from './checked-page.ts';

const COMMENT =
  /^(?:<!--|\{\s*\/\*)\s*lockstep-ignore(-file)?(?![\w-])([^:]*?)(?::(.*?))?\s*(?:-->|\*\/\s*\})$/s;
const META = /(?:^|\s)lockstep-ignore(?:=(?:"([^"]*)"|'([^']*)'|(\S+)))?(?=\s|$)/;

/** What a comment or the info string of a fence asks for. */
export interface Request extends Pick<Suppression, 'codes' | 'reason'> {
  /** Whether it covers the page. */
  readonly isForFile: boolean;
}

/** Reads `<!-- lockstep-ignore code, code: reason -->` and the like; `undefined` for any other comment. */
export function readComment(comment: string): Request | undefined {
  const [whole, file, codes = '', reason = ''] = COMMENT.exec(comment) ?? [];
  if (whole === undefined) return undefined;
  return {
    isForFile: file !== undefined,
    codes: codes.split(/[\s,]+/).filter((code) => code !== ''),
    reason: reason.trim().replaceAll(/\s+/g, ' ') || undefined,
  };
}

/** Reads `lockstep-ignore="reason"` in the info string of a fence. */
export function readFenceMeta(meta: string): Request | undefined {
  const match = META.exec(meta);
  if (!match) return undefined;
  const reason = (match[1] ?? match[2] ?? match[3] ?? '').trim();
  return { isForFile: false, codes: [], reason: reason || undefined };
}

/** What a request covers. */
export function toSuppression(
  { isForFile, codes, reason }: Request,
  span: Span,
  block: Span,
  page: Span,
): Suppression {
  return { codes, reason, span, covers: isForFile ? page : block };
}
