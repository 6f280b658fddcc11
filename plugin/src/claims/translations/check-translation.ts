import type { Position } from '@lockstep/config';
import type { Claim, ClaimKind, Finding } from '../finding.ts';

/** A page and what it says about keys. */
export interface ClaimingPage {
  /** As findings name it. */
  readonly name: string;
  readonly claims: readonly Claim[];
}

/** Kinds that stand in a translation as they stand in the original; a value in words may be put in many ways. */
const KEPT: ReadonlySet<ClaimKind> = new Set(['tag', 'bound', 'copy', 'mention']);

const TOP: Position = { line: 1, column: 1, offset: 0 };

/**
 * Keys that a page is about and its translation says nothing of. A tag that is lacking is an error, since the value is
 * then written out or gone; a name that only the original mentions is a warning.
 */
export function checkTranslation(
  original: ClaimingPage,
  translation: ClaimingPage,
): readonly Finding[] {
  const present = new Set(translation.claims.map(idOf));
  const lacking = new Map<string, Claim>();
  for (const claim of original.claims) {
    const id = idOf(claim);
    if (!KEPT.has(claim.kind) || present.has(id)) continue;
    const known = lacking.get(id);
    if (!known || (isTag(claim) && !isTag(known))) lacking.set(id, claim);
  }
  return [...lacking.values()].map((claim) => ({
    code: 'missing-tag-in-translation',
    severity: isTag(claim) ? 'error' : 'warning',
    message: `The original ${WORDS[claim.kind]} \`${claim.key}\`, and this page says nothing about it`,
    file: translation.name,
    span: { start: TOP, end: TOP },
    key: claim.key,
    related: {
      file: original.name,
      span: claim.span,
      message: `the original is about \`${claim.key}\``,
    },
  }));
}

const WORDS: Readonly<Record<ClaimKind, string>> = {
  tag: 'shows',
  bound: 'gives the value of',
  copy: 'has a copy of',
  mention: 'mentions',
  value: 'gives the value of',
  comment: 'comments on',
};

function isTag({ kind }: Claim): boolean {
  return kind === 'tag' || kind === 'bound';
}

function idOf({ source, key }: Claim): string {
  return `${source}\n${key}`;
}
