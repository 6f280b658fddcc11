import { formatKeyPath, nearestName } from '@lockstep/config';
import type { KeyPath, Span } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';
import type { Claim, Finding, Outcome } from '../finding.ts';
import type { CheckedPage, Fence } from '../page/checked-page.ts';
import { contextOf } from '../page-context.ts';
import type { PageContext } from '../page-context.ts';
import { linesOf } from '../page-lines.ts';
import { isClosedSection } from '../closed-section.ts';
import { isMisspelt } from '../misspelt.ts';
import type { IndexedKey, KeyIndex } from '../key-index.ts';
import { isPlaceholder } from '../placeholder.ts';
import { copiedTexts, isEqual, mistakeIn } from './copied-value.ts';
import { invalidValue, renamedKey, secretLiteral, staleCopy, unknownKey } from './copy-findings.ts';
import type { FencePlace } from './copy-findings.ts';
import { checkFenceComments } from './fence-comments.ts';
import type { CopiedValue } from './fence-values.ts';
import { fenceValues, isConfigLanguage } from './fence-values.ts';
import type { Intent } from './intent.ts';
import { intentOf } from './intent.ts';
import type { LocatedValue } from './locate.ts';
import { locate } from './locate.ts';

/** How many keys a fence must have, and which part of them must be equal, to count as a copy without saying so. */
const COPY_KEYS = 3;
const COPY_PART = 2 / 3;

/** What the fences of a page that show configuration say about keys, and what is wrong with them. */
export function checkCopies(page: CheckedPage, index: KeyIndex): Outcome {
  const check = new CopyCheck(page, index);
  for (const fence of page.fences) if (isConfigLanguage(fence.lang)) check.read(fence);
  return check;
}

/** A located value with its key and what is known of its value. */
interface KnownValue {
  readonly value: CopiedValue;
  readonly key: IndexedKey;
  readonly isEqual: boolean | undefined;
}

class CopyCheck implements Outcome {
  readonly claims: Claim[] = [];
  readonly findings: Finding[] = [];
  readonly #page: CheckedPage;
  readonly #index: KeyIndex;
  readonly #fileNames: ReadonlySet<string>;

  constructor(page: CheckedPage, index: KeyIndex) {
    this.#page = page;
    this.#index = index;
    const files = index.sources.flatMap(({ documents }) => documents.map(({ file }) => file));
    this.#fileNames = new Set(files.map((file) => file.slice(file.lastIndexOf('/') + 1)));
  }

  read(fence: Fence): void {
    const intent = intentOf(fence, this.#fileNames);
    if (intent === 'none') return;
    const like = this.#index.sources[0]?.documents.find(({ format }) => format === 'ini');
    const values = fenceValues(fence, like);
    const located = locate(values, this.#index, () => this.#about(fence));
    if (!located) return;
    const place = this.#placeOf(fence);
    const isAnswer = intent !== 'copy' && this.#isAnswer(fence);
    const known = located.flatMap((each) => this.#readValue(each, intent, isAnswer, place));
    const isCopy = intent === 'copy' || (intent === 'open' && isMostlyEqual(known));
    for (const each of known) this.#claim(each, isCopy, place);
    if (intent !== 'mistake') for (const each of known) this.#readComments(fence.text, each, place);
  }

  #readValue(
    located: LocatedValue,
    intent: Intent,
    isAnswer: boolean,
    place: FencePlace,
  ): readonly KnownValue[] {
    const { value, named, path } = located;
    if (!named) {
      if (intent !== 'mistake') this.#unknown(located, isAnswer, place);
      return [];
    }
    const { key } = named;
    if (named.by === 'alias')
      this.findings.push(renamedKey(key, path ? formatKeyPath(path) : value.name, value, place));
    if (key.setting?.secret) return [{ value, key, isEqual: this.#readSecret(key, value, place) }];
    const texts = copiedTexts(value, key.setting);
    if (!texts || named.by === 'alias') return [{ value, key, isEqual: undefined }];
    const expected = key.setting && mistakeIn(texts, value, key.setting);
    if (expected === undefined) return [{ value, key, isEqual: isEqual(key, texts) }];
    if (intent !== 'mistake') this.findings.push(invalidValue(key, expected, value, place));
    return [];
  }

  /** Beside configuration that is no JSON, objects of JSON mostly are what some interface answers. */
  #isAnswer({ lang }: Fence): boolean {
    const documents = this.#index.sources.flatMap((source) => source.documents);
    return lang.startsWith('json') && documents.every(({ format }) => format === 'ini');
  }

  #unknown({ value, path }: LocatedValue, isAnswer: boolean, place: FencePlace): void {
    const { sources, variables } = this.#index;
    if (!path) {
      const nearest = nearestName(value.name, variables);
      if (nearest !== undefined && value.name.length === nearest.length)
        this.findings.push(unknownKey(value.name, nearest, value, place));
      return;
    }
    const source = sources.find((each) => isUnknownIn(each, path));
    const nearest = source ? source.schema?.nearest(path) : this.#misspelt(path);
    const name = formatKeyPath(path);
    const isSure = source !== undefined && !isAnswer;
    if (isSure || (nearest !== undefined && isMisspelt(name, nearest)))
      this.findings.push(unknownKey(name, nearest, value, place));
  }

  /** Files without a schema need not have every key that there is; a name like one of theirs is meant for it. */
  #misspelt(path: KeyPath): string | undefined {
    const parent = path.slice(0, -1);
    const names = this.#index.sources.every(({ schema }) => !schema)
      ? this.#index.keyNames({ path: parent })
      : [];
    const leaf = path.at(-1) ?? '';
    const nearest = nearestName(leaf, names);
    const isMeant = nearest !== undefined && isMisspelt(leaf, nearest);
    return isMeant ? formatKeyPath([...parent, nearest]) : undefined;
  }

  /** A real secret of the configuration, or what is long and mixed enough to be one. */
  #readSecret(key: IndexedKey, value: CopiedValue, place: FencePlace): undefined {
    const [item] = value.items;
    const text = item?.text ?? '';
    const isLiteral = text !== '' && !text.includes('${') && !isPlaceholder(text);
    const isRandom =
      text.length >= 16 && /\d/.test(text) && /[a-z]/i.test(text) && !/\s/.test(text);
    const isKnown = key.source.redactor.message(text) !== text;
    const saysFake = /example|test|dummy|insecure|secret|password|your|demo|sample/i.test(text);
    if (isLiteral && (isKnown || (isRandom && !saysFake)))
      this.findings.push(secretLiteral(key, value, place));
  }

  #claim({ value, key, isEqual: equal }: KnownValue, isCopy: boolean, place: FencePlace): void {
    const isStale = isCopy && equal === false;
    this.claims.push({
      kind: 'copy',
      source: key.source.name,
      key: key.name,
      file: this.#page.path,
      span: place.place(value.keySpan),
      holds: !isStale,
    });
    if (isStale) this.findings.push(staleCopy(key, value, place));
  }

  #readComments(text: string, known: KnownValue, place: FencePlace): void {
    const { claims, findings } = checkFenceComments(text, known, place);
    this.claims.push(...claims);
    this.findings.push(...findings);
  }

  #about(fence: Fence): ReturnType<PageContext['about']> {
    return contextOf(this.#page, this.#index).about(fence.headings, fence.span.start.offset);
  }

  #placeOf({ lineStarts }: Fence): FencePlace {
    const lines = linesOf(this.#page);
    const offsetOf = ({ line, column }: Span['start']): number =>
      (lineStarts[line - 1] ?? 0) + column - 1;
    return {
      file: this.#page.path,
      place: ({ start, end }) => lines.span(offsetOf(start), offsetOf(end)),
    };
  }
}

/** Whether a schema rules a path out. A first segment that it does not have is a mistake where it is like one. */
function isUnknownIn(source: Source, path: KeyPath): boolean {
  const { schema } = source;
  if (!schema || schema.isSection(path) || schema.wasSection(path)) return false;
  const isKnown = (length: number): boolean => schema.isSection(path.slice(0, length));
  let length = path.length - 1;
  while (length > 0 && !isKnown(length)) length--;
  if (length === 0 && schema.nearest(path) === undefined) return false;
  return isClosedSection(source, path.slice(0, length));
}

function isMostlyEqual(known: readonly KnownValue[]): boolean {
  const compared = known.filter((each) => each.isEqual !== undefined);
  const equal = compared.filter((each) => each.isEqual);
  return compared.length >= COPY_KEYS && equal.length >= compared.length * COPY_PART;
}
