import type { KeyPath } from '../document/key-path.ts';
import type { Severity } from '../document/problem.ts';

/** What a finding code says to people. */
interface FindingText {
  readonly severity: Severity;
  /** One sentence; ` on line 12` is added where a finding refers to another line. */
  readonly message: string;
  readonly expected: string;
}

const NPM_INI = 'The npm package `ini`';

/** Stable codes of findings. */
export type FindingCode =
  | 'unclosed-header'
  | 'empty-header'
  | 'oversized-header'
  | 'text-after-header'
  | 'empty-key'
  | 'missing-separator'
  | 'unterminated-quote'
  | 'text-after-quote'
  | 'unknown-escape'
  | 'control-character'
  | 'reserved-key'
  | 'duplicate-key'
  | 'mixed-list'
  | 'suspicious-header'
  | 'suspicious-separator'
  | 'suspicious-continuation'
  | 'ini-misreads-header'
  | 'ini-misreads-key'
  | 'ini-misreads-comment'
  | 'ini-misreads-quotes'
  | 'ini-misreads-line'
  | 'ini-misreads-section';

/** Everything that can be wrong with an INI file. Messages quote nothing: even a key may be a piece of a secret. */
export const FINDINGS: { readonly [Code in FindingCode]: FindingText } = {
  'unclosed-header': {
    severity: 'error',
    message: 'Section header without a closing `]`',
    expected: '`[name]`',
  },
  'empty-header': {
    severity: 'error',
    message: 'Section header without a name, or with an empty part in it',
    expected: '`[name]` or `[name.name]`',
  },
  'oversized-header': {
    severity: 'error',
    message: 'Section name is too long or too deep',
    expected: 'at most 1024 characters and 32 levels',
  },
  'text-after-header': {
    severity: 'error',
    message: 'Text after the `]` of a section header',
    expected: 'nothing more on the line, or a comment where the dialect allows one',
  },
  'empty-key': {
    severity: 'error',
    message: 'Value without a key',
    expected: '`key = value`',
  },
  'missing-separator': {
    severity: 'error',
    message: 'Line is no comment, no section header and no key with a value',
    expected: '`key = value`',
  },
  'unterminated-quote': {
    severity: 'error',
    message: 'Value starts with a quotation mark that is never closed',
    expected: 'a closing mark, or other quotation marks around the whole value',
  },
  'text-after-quote': {
    severity: 'error',
    message: 'Quoted value is followed by more text',
    expected: 'the end of the line or a comment',
  },
  'unknown-escape': {
    severity: 'error',
    message: 'Unknown escape in the value',
    expected: '`\\\\`, `\\"`, `\\n`, `\\t` or `\\b`',
  },
  'control-character': {
    severity: 'error',
    message: 'Control character in the line',
    expected: 'text; a tab is the only control character allowed',
  },
  'reserved-key': {
    severity: 'error',
    message: 'Name is reserved and never read',
    expected: 'a name without `__proto__`, `constructor` and `prototype`',
  },
  'duplicate-key': {
    severity: 'warning',
    message: 'Key is set more than once; first',
    expected: 'one line for each key',
  },
  'mixed-list': {
    severity: 'warning',
    message: 'Key is set as a list and as a single value; first',
    expected: '`key[] = value` on each line of a list',
  },
  'suspicious-header': {
    severity: 'warning',
    message: 'Line reads as a section header, but looks like a value',
    expected: 'a section name without commas, or the value on the line of its key',
  },
  'suspicious-separator': {
    severity: 'warning',
    message: 'Key holds another separator; only `=` separates key and value',
    expected: '`key = value`',
  },
  'suspicious-continuation': {
    severity: 'warning',
    message: 'Line reads as a key of its own, not as a part of the value above',
    expected: 'the whole value on one line',
  },
  'ini-misreads-header': {
    severity: 'warning',
    message: `${NPM_INI} does not read this line as this section`,
    expected: '`[name]` at the start of a line, with nothing else on it',
  },
  'ini-misreads-key': {
    severity: 'warning',
    message: `${NPM_INI} reads another key from this line`,
    expected: 'a key without quotes, `;`, `#` and `\\`',
  },
  'ini-misreads-comment': {
    severity: 'warning',
    message: `${NPM_INI} ends the value at another \`;\` or \`#\``,
    expected: 'double quotes around the value and the comment on its own line, or `\\;` and `\\#`',
  },
  'ini-misreads-quotes': {
    severity: 'warning',
    message: `${NPM_INI} reads the quotes differently`,
    expected: 'a JSON string in double quotes, or no quotes',
  },
  'ini-misreads-line': {
    severity: 'warning',
    message: `${NPM_INI} drops this line or fails on it`,
    expected: 'a plain `key = value`',
  },
  'ini-misreads-section': {
    severity: 'warning',
    message: `${NPM_INI} loses keys here: the name is used again`,
    expected: 'no key with the name of a section, and parent sections above their children',
  },
};

/** What a finding is about. */
interface About {
  /** Key or section. */
  readonly path?: KeyPath | undefined;
  /** The other line that the message refers to, counted from 1. */
  readonly line?: number | undefined;
}

/** Takes note of something found in `[start, end)` of the source. */
export type Report = (code: FindingCode, start: number, end: number, about?: About) => void;
