import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';
import type { Candidate } from './candidate.ts';

/** The file that problems with variables are reported in. */
export const ENVIRONMENT = 'environment';

const LONGEST_SHOWN = 60;

/** Texts that look like a secret in the wrong place: a password in a URL, a PEM block, a token. */
const SECRET_LOOKS: readonly RegExp[] = [
  /:.*@/s,
  /-----BEGIN/,
  /^eyJ[\w-]+\./,
  /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{20,}$/,
];

/** What a problem says beside its place. */
export interface ProblemWords
  extends Pick<Problem, 'code' | 'message'>, Partial<Pick<Problem, 'severity'>> {
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly nearest?: string | undefined;
}

/** A problem with what a layer says about a key; `index` picks the item of a list. */
export function candidateProblem(candidate: Candidate, words: ProblemWords, index = 0): Problem {
  const common = { severity: 'error' as const, key: formatKeyPath(candidate.path), ...words };
  if (candidate.layer === 'env') return { ...common, file: ENVIRONMENT };
  const entry = candidate.entries[index] ?? candidate.entries[0];
  return { ...common, file: candidate.document.file, span: entry?.span };
}

/** How messages name a key: by its variable where that is what the reader set. */
export function nameOf(candidate: Candidate): string {
  const key = formatKeyPath(candidate.path);
  return candidate.layer === 'env' ? `\`${candidate.variable}\` (\`${key}\`)` : `\`${key}\``;
}

/** A received text for a message; what may be a secret is left out. */
export function quoteReceived(text: string): string {
  if (text === '') return 'nothing';
  if (SECRET_LOOKS.some((look) => look.test(text))) return 'a value that may be a secret';
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `\`${line.slice(0, LONGEST_SHOWN)}\` …` : `\`${line}\``;
}

/** A name for "did you mean": without its section when that was right. */
export function relativeName(nearest: string | undefined, wrong: KeyPath): string | undefined {
  const parent = formatKeyPath(wrong.slice(0, -1));
  return parent !== '' && nearest?.startsWith(`${parent}.`)
    ? nearest.slice(parent.length + 1)
    : nearest;
}
