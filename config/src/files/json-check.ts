import { isReservedPath } from '../document/key-path.ts';

/** Something wrong with a JSON text. */
export interface JsonFinding {
  readonly code: 'json-syntax' | 'duplicate-key' | 'reserved-key';
  readonly message: string;
  readonly expected: string;
  /** Where, as offsets: `start` is inclusive, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What may come next. */
type State = 'value' | 'item or ]' | 'key' | 'key or }' | ':' | ', or }' | ', or ]' | 'end';

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value: `{`, `[`, a string in double quotes, a number, `true`, `false` or `null`',
  'item or ]': 'a value or `]`',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes, or `}`',
  ':': '`:`',
  ', or }': '`,` or `}`',
  ', or ]': '`,` or `]`',
  end: 'the end of the file',
};

const MAX_DEPTH = 100;
const SPACE = /[ \t\n\r]*/y;
/** The tokens of RFC 8259: a punctuation mark, a string, or a number or literal. */
const TOKEN =
  /([{}[\],:])|("[ !#-[\]-\uFFFF]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[ !#-[\]-\uFFFF]*)*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/**
 * What is wrong with a JSON text (RFC 8259): the first place where it is none, and keys that are reserved or stand in
 * their object twice. `JSON.parse` names no place in some versions of Node, and quotes the text in others.
 */
export function checkJson(text: string): readonly JsonFinding[] {
  return new JsonChecker(text).check();
}

class JsonChecker {
  readonly #text: string;
  readonly #findings: JsonFinding[] = [];
  /** The keys of each open object, `undefined` for an open array. */
  readonly #open: (Set<string> | undefined)[] = [];
  #state: State = 'value';
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  check(): readonly JsonFinding[] {
    for (;;) {
      this.#skipSpace();
      const start = this.#offset;
      if (start === this.#text.length && this.#state === 'end') return this.#findings;
      const token = this.#nextToken();
      if (token === undefined || !this.#accept(token, start)) {
        return [...this.#findings, this.#mistake(start)];
      }
    }
  }

  #mistake(start: number): JsonFinding {
    const end = Math.min(start + 1, this.#text.length);
    const what =
      this.#open.length > MAX_DEPTH
        ? { message: 'This nests too deep to be read', expected: `at most ${MAX_DEPTH} levels` }
        : { message: 'This is not valid JSON here', expected: EXPECTED[this.#state] };
    return { code: 'json-syntax', start, end, ...what };
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#offset;
    SPACE.test(this.#text);
    this.#offset = SPACE.lastIndex;
  }

  #nextToken(): string | undefined {
    TOKEN.lastIndex = this.#offset;
    const token = TOKEN.exec(this.#text)?.[0];
    this.#offset += token?.length ?? 0;
    return token;
  }

  /** Goes over one token; `false` when it may not stand here. */
  #accept(token: string, start: number): boolean {
    const state = this.#state;
    if (state === 'key' || state === 'key or }') {
      if (token.startsWith('"')) return this.#acceptKey(token, start);
      return state === 'key or }' && token === '}' && this.#close();
    }
    if (state === ':') return this.#go(token === ':', 'value');
    if (state === ', or }') return token === '}' ? this.#close() : this.#go(token === ',', 'key');
    if (state === ', or ]') return token === ']' ? this.#close() : this.#go(token === ',', 'value');
    if (state === 'item or ]' && token === ']') return this.#close();
    return state !== 'end' && this.#acceptValue(token);
  }

  #acceptValue(token: string): boolean {
    if (token === '{' || token === '[') {
      this.#open.push(token === '{' ? new Set() : undefined);
      return this.#go(this.#open.length <= MAX_DEPTH, token === '{' ? 'key or }' : 'item or ]');
    }
    return !/^[\]},:]/.test(token) && this.#endValue();
  }

  #acceptKey(token: string, start: number): boolean {
    const name = String(JSON.parse(token));
    const keys = this.#open.at(-1);
    const range = { start, end: this.#offset };
    if (isReservedPath([name])) this.#findings.push({ ...RESERVED_KEY, ...range });
    if (keys?.has(name)) this.#findings.push({ ...DUPLICATE_KEY, ...range });
    keys?.add(name);
    return this.#go(true, ':');
  }

  #close(): boolean {
    this.#open.pop();
    return this.#endValue();
  }

  #endValue(): boolean {
    if (this.#open.length === 0) return this.#go(true, 'end');
    return this.#go(true, this.#open.at(-1) ? ', or }' : ', or ]');
  }

  #go(isAllowed: boolean, next: State): boolean {
    if (isAllowed) this.#state = next;
    return isAllowed;
  }
}

const RESERVED_KEY = {
  code: 'reserved-key',
  message: 'This name is reserved and never read',
  expected: 'a name other than `__proto__`, `constructor` and `prototype`',
} as const;

const DUPLICATE_KEY = {
  code: 'duplicate-key',
  message: 'This key stands in its object twice',
  expected: 'each key once',
} as const;
