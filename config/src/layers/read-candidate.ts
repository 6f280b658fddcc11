import type { Problem } from '../document/problem.ts';
import type { Setting } from '../schema/config-schema.ts';
import { Secret } from '../schema/secret.ts';
import { isNullable } from '../schema/union.ts';
import { splitList } from '../schema/values/list.ts';
import type { Plain } from '../schema/values/reading.ts';
import type { Mistake } from '../schema/values/read-setting.ts';
import { readSetting } from '../schema/values/read-setting.ts';
import { typeNoun } from '../schema/values/type-words.ts';
import { describeExpected } from './expected.ts';
import type { Candidate, FileCandidate } from './candidate.ts';
import { candidateProblem, nameOf, quoteReceived } from './layer-problem.ts';
import { expand, hasReferences, parseReferences, writeParts } from './references.ts';
import type { Environment, Value } from './resolved.ts';

/** What a candidate reads as. Without `value`, the layer does not set the key or sets it wrongly. */
export interface CandidateReading {
  readonly value?: Value | undefined;
  /** Whether the candidate says "not set" (a null where the schema allows it). */
  readonly isNull?: boolean | undefined;
  readonly variables: readonly string[];
  readonly problems: readonly Problem[];
}

/** Types and checks what a layer says. References are filled in from `env`; without it they stay as written. */
export function readCandidate(
  candidate: Candidate,
  env: Environment | undefined,
): CandidateReading {
  const raw = rawTexts(candidate);
  if (candidate.layer === 'env') return readTexts(candidate, candidate.setting, raw, true);
  const shape = shapeProblem(candidate);
  if (shape) return failed([shape]);
  if (isNull(candidate)) return { isNull: true, variables: [], problems: [] };
  if (!env) return readWithoutEnv(candidate, raw);
  const expansions = raw.map((text) => expand(text, env));
  const problems = expansions.flatMap(({ failures }, index) =>
    failures.map((failure) => candidateProblem(candidate, failure, index)),
  );
  if (problems.length > 0) return failed(problems);
  const variables = [...new Set(expansions.flatMap((expansion) => expansion.variables))];
  const texts = expansions.map((expansion) => expansion.text);
  return { ...readTexts(candidate, candidate.setting, texts, variables.length > 0), variables };
}

/** The texts of a candidate as written, references unresolved. */
export function rawTexts(candidate: Candidate): readonly string[] {
  if (candidate.layer === 'env') return [candidate.text];
  if (candidate.entries.some((entry) => entry.form === 'empty-list')) return [];
  return candidate.entries.map((entry) => (entry.form === 'flag' ? 'true' : entry.value.text));
}

function readWithoutEnv(candidate: FileCandidate, raw: readonly string[]): CandidateReading {
  const { setting } = candidate;
  if (raw.some(hasReferences))
    return { value: wrap(asShape(raw, candidate.isList), setting), variables: [], problems: [] };
  const texts = raw.map((text) => {
    const parts = parseReferences(text);
    return 'malformed' in parts ? text : writeParts(parts, (literal) => literal);
  });
  return readTexts(candidate, setting, texts, false);
}

function readTexts(
  candidate: Candidate,
  setting: Setting | undefined,
  texts: readonly string[],
  atSpaces: boolean,
): CandidateReading {
  const isList = candidate.layer === 'file' && candidate.isList;
  if (!setting) return { value: asShape(texts, isList), variables: [], problems: [] };
  const items =
    setting.type === 'list' && !isList
      ? splitWhole(candidate, setting, texts[0] ?? '', atSpaces)
      : texts;
  const unit = candidate.layer === 'file' ? candidate.alias?.unit : undefined;
  const reading = readSetting(setting, items, unit);
  if (reading.mistakes) {
    return failed(
      reading.mistakes.map((mistake) => mistakeProblem(candidate, setting, mistake, items)),
    );
  }
  return { value: wrap(reading.value, setting), variables: [], problems: [] };
}

/** A quoted text in a file is one item; spaces may be part of a secret. */
function splitWhole(
  candidate: Candidate,
  setting: Setting,
  text: string,
  atSpaces: boolean,
): readonly string[] {
  const isQuoted = candidate.layer === 'file' && candidate.entries[0]?.value.quoted === true;
  return isQuoted ? [text] : splitList(text, atSpaces && !setting.secret);
}

function mistakeProblem(
  candidate: Candidate,
  setting: Setting,
  mistake: Mistake,
  texts: readonly string[],
): Problem {
  const { code, expected, index } = mistake;
  const subject =
    index === undefined ? nameOf(candidate) : `Item ${index + 1} of ${nameOf(candidate)}`;
  const complaint =
    code === 'wrong-type'
      ? `must be ${typeNoun(setting.itemType ?? setting.type)}`
      : 'has a value that is not allowed';
  const received = quoteReceived(index === undefined ? texts.join(', ') : (texts[index] ?? ''));
  const words = {
    code,
    message: `${subject} ${complaint}`,
    expected,
    received: setting.secret ? undefined : received,
  };
  return candidateProblem(candidate, words, index);
}

/** What is wrong with a value's form, whatever its text: a list for a scalar, a section for a key. */
function shapeProblem(candidate: FileCandidate): Problem | undefined {
  const { setting, entries, isList } = candidate;
  if (!setting) return undefined;
  const form = entries[0]?.form;
  const received = new Map([
    ['empty-map', 'a section'],
    ['flag', setting.type === 'boolean' ? undefined : 'a key without a value'],
  ]).get(form ?? '');
  const list = isList && setting.type !== 'list' ? listOf(entries.length) : undefined;
  const isStrangeNull = isYamlNull(candidate) && !isNullable(setting.schema);
  const found = received ?? list ?? (isStrangeNull ? 'null' : undefined);
  if (found === undefined) return undefined;
  const message = `${nameOf(candidate)} must be ${typeNoun(setting.type)}`;
  return candidateProblem(candidate, {
    code: 'wrong-type',
    message,
    expected: describeExpected(setting),
    received: found,
  });
}

function listOf(count: number): string {
  return `a list of ${count} ${count === 1 ? 'item' : 'items'}`;
}

function isNull(candidate: FileCandidate): boolean {
  const { setting, entries } = candidate;
  if (!setting || !isNullable(setting.schema)) return false;
  return (
    isYamlNull(candidate) ||
    (entries.length === 1 && entries[0]?.form === 'scalar' && entries[0].value.raw === '')
  );
}

/** YAML's null, in the words of its core schema. */
function isYamlNull({ document, entries, isList }: FileCandidate): boolean {
  const [entry] = entries;
  if (document.format !== 'yaml' || isList || entry?.form !== 'scalar' || entry.value.quoted)
    return false;
  return ['', '~', 'null', 'Null', 'NULL'].includes(entry.value.text);
}

function asShape(texts: readonly string[], isList: boolean): string | readonly string[] {
  return isList ? texts : (texts[0] ?? '');
}

function wrap(value: Plain | readonly Plain[], setting: Setting | undefined): Value {
  if (!setting?.secret) return value;
  return Array.isArray(value)
    ? value.map((item) => new Secret(String(item)))
    : new Secret(String(value));
}

function failed(problems: readonly Problem[]): CandidateReading {
  return { variables: [], problems };
}
