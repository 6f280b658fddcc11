import { formatKeyPath } from '@lockstep/config';
import type { Claim, Finding, Outcome } from '../finding.ts';
import type { CheckedPage, TextBlock } from '../page/checked-page.ts';
import { contextOf } from '../page-context.ts';
import { linesOf } from '../page-lines.ts';
import type { IndexedKey, KeyIndex } from '../key-index.ts';
import { cellSubject, readCell } from './cells.ts';
import { holdsFor } from './compare.ts';
import { contradiction } from './contradiction.ts';
import { maskText, pageStretch, piecesOf } from './masked-text.ts';
import type { Piece, Stretch } from './masked-text.ts';
import { findMentions, mayMention } from './mentions.ts';
import type { Mention, NameScope } from './mentions.ts';
import { renamedKey, tellsOfHistory, unknownNames } from './names.ts';
import { readStatements } from './statements.ts';
import type { Statement } from './statements.ts';
import { headingKey, subjectsOf } from './subjects.ts';
import type { Subject } from './subjects.ts';

/**
 * What the running text of a page says about keys: their names, and values near them. Values that the configuration
 * contradicts are findings; what is not surely a statement about a value is passed over.
 */
export function checkProse(page: CheckedPage, index: KeyIndex): Outcome {
  const check = new ProseCheck(page, index);
  for (const block of page.texts) check.read(block);
  return check;
}

class ProseCheck implements Outcome {
  readonly claims: Claim[] = [];
  readonly findings: Finding[] = [];
  readonly #page: CheckedPage;
  readonly #index: KeyIndex;
  /** Where values stand that were read already: a cell is read as a value and as a sentence. */
  readonly #valued = new Set<number>();

  constructor(page: CheckedPage, index: KeyIndex) {
    this.#page = page;
    this.#index = index;
  }

  read(block: TextBlock): void {
    if (!mayMention(block) && !mayDefine(block)) return;
    const scope = this.#scopeOf(block);
    const pieces = piecesOf(block);
    const mentions = findMentions(pieces, scope);
    const isHistory = mentions.some(({ named }) => named.by === 'alias') && tellsOfHistory(block);
    for (const mention of mentions) this.#mention(mention, pieces, isHistory);
    for (const finding of unknownNames(block, { pieces, mentions, scope, page: this.#page }))
      this.findings.push(finding);
    this.#readValues(block, pieces, mentions, scope);
  }

  #readValues(
    block: TextBlock,
    pieces: readonly Piece[],
    mentions: readonly Mention[],
    scope: NameScope,
  ): void {
    const ofRow = cellSubject(block, scope);
    if (ofRow) {
      for (const statement of readCell(block, pieces)) this.#value(statement, ofRow, pieces);
    }
    const outer = ofRow ?? headingKey(block, scope);
    if (mentions.length === 0 && !outer) return;
    const masked = maskText(pieces, mentions);
    for (const subject of subjectsOf(masked, mentions, outer)) {
      for (const statement of readStatements(subject.clause))
        if (isAbout(statement, subject)) this.#value(statement, subject.key, pieces);
    }
  }

  #mention(mention: Mention, pieces: readonly Piece[], isHistory: boolean): void {
    const { key } = mention.named;
    const span = this.#spanOf(mention, pieces);
    this.claims.push({ ...this.#claimOf(key), kind: 'mention', span, holds: true });
    if (mention.named.by !== 'alias' || isHistory) return;
    this.findings.push(renamedKey(mention, { pieces, span, file: this.#page.path }));
  }

  #value(statement: Statement, key: IndexedKey, pieces: readonly Piece[]): void {
    if (statement.needsType && !isCertain(key)) return;
    const holds = holdsFor(key, statement.stated, statement.basis);
    if (holds === undefined) return;
    // A reference that shows what is set, where others show the default, is right too.
    const isLoose = statement.needsType && statement.basis === 'default';
    if (!holds && isLoose && holdsFor(key, statement.stated, 'effective')) return;
    const span = this.#spanOf(statement, pieces);
    if (this.#valued.has(span.start.offset)) return;
    this.#valued.add(span.start.offset);
    this.claims.push({ ...this.#claimOf(key), kind: 'value', span, holds });
    if (!holds)
      this.findings.push(contradiction(statement, key, { pieces, span, file: this.#page.path }));
  }

  #claimOf(key: IndexedKey): Pick<Claim, 'source' | 'key' | 'file'> {
    return { source: key.source.name, key: formatKeyPath(key.path), file: this.#page.path };
  }

  #spanOf(stretch: Stretch, pieces: readonly Piece[]): Claim['span'] {
    const { start, end } = pageStretch(pieces, stretch);
    return linesOf(this.#page).span(start, end);
  }

  #scopeOf(block: TextBlock): NameScope {
    const offset = block.runs[0]?.span.start.offset ?? 0;
    return {
      index: this.#index,
      about: () => contextOf(this.#page, this.#index).about(block.headings, offset),
    };
  }
}

/** Whether a block without a name may still speak of the key that its heading or its row is about. */
function mayDefine({ runs, row }: TextBlock): boolean {
  return row !== undefined || runs.some(({ text }) => /\bdefault/i.test(text));
}

/** Away from its key, or beside others, a value must say what it is. */
function isAbout({ basis, isAttached }: Statement, { needsDefault, isShared }: Subject): boolean {
  return basis === 'default' || !(needsDefault || isShared) || (isShared && isAttached);
}

/** Types whose values are no ordinary words. */
function isCertain({ setting, effective }: IndexedKey): boolean {
  if (setting)
    return ['boolean', 'integer', 'number', 'duration', 'size', 'enum'].includes(setting.type);
  return /^(?:\d[\d.]*\w{0,2}|true|false|yes|no|on|off)$/i.test(String(effective?.value));
}
