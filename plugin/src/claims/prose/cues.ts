import { MASK } from './masked-text.ts';

/*
 * The words that decide whether a sentence says what a value *is*. Everything else that a number may do near a key's
 * name (bound it, give an example, advise, tell of another version) is no claim: false alarms are worse than misses.
 */

/** Examples, the past, other versions, environments and programs: whatever else is said, it is not about what is so. */
const ELSEWHERE =
  /\b(?:e\.g|i\.e|for (?:example|instance)|such as|examples?|suppose\w*|imagine|no longer|never|formerly|previously|earlier|was|were|used to|prior|before|since|versions?|changed|legacy|instead of|rather than|unlike|contrary to|compar(?:ed|ison)|non-default|(?:in|for|on) (?:development|production|staging|tests?))\b|n['’]t\b/i;

/** Bounds, advice, conditions, opinions and mistakes: in the clause of a default, or anywhere before a value that merely "is". */
const UNSURE =
  /\b(?:like|assum\w+|at (?:least|most)|up to|(?:more|less|fewer|greater|longer|shorter|larger|smaller|higher|lower|other|later) than|over|under|below|above|beyond|exceed\w*|between|minimum|maximum|about|around|approximately|roughly|nearly|almost|not|if|when|whenever|while|unless|until|once|whether|where|(?<!, )which|should|must|may|might|could|would|can|cannot|shall|some|several|another|different|times|divided|plus|minus|half|twice|double|as long as|provided|errors?|typical(?:ly)?|common(?:ly)?|usual(?:ly)?|nobody|no one|(?:think|believ|claim|expect|check|ensur|assert)(?:es?|s)?|(?:increas|decreas|reduc|rais|lower|chang|tun|try|us|choos|consider|prefer|configur|specify|pass|overrid|want|need|recommend|suggest)(?:es?|ed|ing|s)?)\b/i;

/** Before the key's name: where, for whom or with what it is so. */
const OPENING = new RegExp(
  String.raw`^\s*(?:in|on|at|with|without|for|under|behind|during|within)\s[^${MASK.key}]*${MASK.key}`,
  'i',
);
/** What has the default is named in code, and is no key. */
const OTHER_SUBJECT = new RegExp(
  String.raw`^[^${MASK.key}]*${MASK.code}[^${MASK.key},;:(]*\bdefaults?\b`,
  'i',
);

/** Right behind the value: it is a difference, a measure, or one of several. */
const MEASURED_AFTER =
  /^["')]*(?:\s+[a-z]+)?\s+(?:of \d+|too|long|wide|deep|apart|(?:short|long|small|larg|bigg|great|high|low|fast|slow)e?r|less|more|fewer)\b/i;

/** Behind the value, in the same clause: a bound, a condition, or one of several. */
const UNSURE_AFTER =
  /^[^.;:]*?\b(?:times|than|if|when|unless|otherwise|except|depending|or (?:more|less|fewer|higher|lower|greater|longer)|minimum|maximum|at (?:least|most)|(?:in|for|on) (?:development|production|staging|tests?|debug|older|newer|windows|linux|macos|mac|unix)|before|since|until v?\d|for (?:example|instance)|e\.g)\b/i;

/** A question states nothing. */
const QUESTION = /\?["')\]]*\s*$/;

const CLAUSE = /[,;:(–—]/;

const DEFAULT_BEFORE =
  /\bdefault(?:s|ing)?(?: (?:value|setting))?(?: (?:is|to|of|value of)|:| ?=)(?: set to)?\s*["'(]?$/i;
/** "(integer, default 20)", never "the default `onResponse` hook". */
const BARE_DEFAULT_BEFORE = /(?:^|[,;:(–—|/]|\bthe)\s*\**defaults?(?: value)?,?\**\s+["']?$/i;
const CLOSED_AFTER = /^["')]*\s*(?:[.,;:)|(]|$|\b(?:and|or)\b)/i;
/** "By default, it is 8", never "Another one has 7 by default, and it is 8". */
const BY_DEFAULT_BEFORE = new RegExp(
  String.raw`(?<![\d${MASK.code}]["')]*\s)\bby default\b[^.;]*\b(?:is|are)(?: set to)?\s*$`,
  'i',
);
const DEFAULT_AFTER = /^["')]?\s*(?:\((?:the )?default\)|,? ?by default\b|is the default\b)/i;
const IS_BEFORE =
  /(?:\b(?:is|are|equals)(?: (?:currently|now|always|already))?(?: set to)?(?: an?)?|=)\s*["']?$/i;
const SPENT_BEFORE =
  /\b(?:expires?|valid|lasts?|lives?|kept|keeps?|retained|stored|cached|closed|locked|refreshed|rotated|removed|deleted|ends?|times? out|timed out|polls|polled|runs|waits)(?:\s+\w+ly)?\s+(?:for|after|in|every|within)\s+$/i;

/** What a statement's words make of it. */
type Cue = 'default' | 'is' | 'none';

/** A sentence's text before and behind a value. */
interface Surroundings {
  /** From the start of the sentence. */
  readonly before: string;
  /** To its end. */
  readonly after: string;
}

/** Whether a sentence speaks of the value as such, and of which one. */
export function cueOf({ before, after }: Surroundings): Cue {
  if (ELSEWHERE.test(before) || UNSURE_AFTER.test(after) || QUESTION.test(after)) return 'none';
  if (isDefault({ before, after }))
    return UNSURE.test(lastClause(before)) || OTHER_SUBJECT.test(before) ? 'none' : 'default';
  const isValue = IS_BEFORE.test(before) || SPENT_BEFORE.test(before);
  return isValue && !isHedged({ before, after }) && !isNextClause(before) ? 'is' : 'none';
}

function isHedged({ before, after }: Surroundings): boolean {
  return UNSURE.test(before) || OPENING.test(before) || MEASURED_AFTER.test(after);
}

function isDefault({ before, after }: Surroundings): boolean {
  const isBare = BARE_DEFAULT_BEFORE.test(before) && CLOSED_AFTER.test(after);
  return (
    isBare ||
    DEFAULT_BEFORE.test(before) ||
    BY_DEFAULT_BEFORE.test(before) ||
    DEFAULT_AFTER.test(after)
  );
}

/** Whether a sentence hedges, advises, bounds or tells of the past. */
export function isUnsure({ before, after }: Surroundings): boolean {
  return ELSEWHERE.test(before) || UNSURE.test(before) || UNSURE_AFTER.test(after);
}

/** Behind a semicolon, a sentence has another subject. */
function isNextClause(before: string): boolean {
  return before.includes(';', Math.max(0, before.lastIndexOf(MASK.key)));
}

function lastClause(before: string): string {
  const clauses = before.split(CLAUSE);
  const last = clauses.at(-1) ?? '';
  // "By default, it is": the comma stands within what is looked for.
  return /\bdefault/i.test(last) ? last : clauses.slice(-2).join(' ');
}

const KEY = `${MASK.key}+`;

/** A term and the mark behind it, right before a value: "`key`: 5", "**key** – a 5". */
export const TERM_BEFORE: RegExp = new RegExp(
  String.raw`^[\s*"'([]*${KEY}[\])"']*\s*(?:[:–—]|-(?=\s))\s*(?:an?\s+|the\s+)?$`,
  'i',
);
/** A name with nothing but an opening parenthesis behind it: "`key` (5 seconds)". */
export const PARENTHESIS_BEFORE: RegExp = new RegExp(String.raw`${KEY}\s*\($`);
/** What follows a value whose key is named right behind it: "30 seconds (`key`)", "3 sessions (see `key`)". */
export const NAMED_AFTER: RegExp = new RegExp(
  String.raw`^(?:\s+[a-z]+){0,2}\s*\((?:see |the |key |setting )*["']?${KEY}["']?\)`,
  'i',
);
/** What may stand between an amount and the same amount in other words: "1 hour (3600 seconds)". */
export const TWIN_GAP: RegExp = /^\s*\((?:i\.e\.,?|or|that is,?|=|equals)?\s*$/i;
