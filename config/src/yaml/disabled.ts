import type { KeyPath } from '../document/key-path.ts';
import type { Scopes } from './scopes.ts';

/** A commented-out line of a key; the value is missing for a header. */
const COMMENTED_KEY = /^#([ ]*)([a-z_][\w-]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+):(?:[ \t]+(\S.*))?$/;
/** One value, with or without a comment behind it. Text of several words is prose as often as a value. */
const SINGLE_VALUE =
  /^(?:"[^"]*"|'[^']*'|\[[^[\]]*\]|\{[^{}]*\}|[^\s"'[{#|>&*!%@`]\S*(?<![.,;:!?]))(?:\s+#.*)?\s*$/;
/** Words in front of a colon that introduce prose. */
const PROSE: ReadonlySet<string> = new Set(
  'default defaults example examples fixme note notes see todo warning'.split(' '),
);

/** A key that a comment line holds. */
export interface CommentedKey {
  /** The section it would stand in. */
  readonly section: KeyPath;
  /** Offset of the key in the comment. */
  readonly start: number;
}

/** Reads the lines of one run of comments as commented-out YAML, as far as they look like it. */
export class CommentedKeys {
  readonly #scopes: Scopes;
  /** Commented-out headers above the line, by the column of their key. */
  readonly #headers: { readonly column: number; readonly path: KeyPath }[] = [];

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /**
   * The key that a comment line holds, or `undefined` for prose and commented-out headers.
   *
   * @param comment from `#` to the end of the line
   * @param column the column of `#`, from 0
   */
  read(comment: string, column: number): CommentedKey | undefined {
    const [, spaces = '', name, value] = COMMENTED_KEY.exec(comment) ?? [];
    if (name === undefined || PROSE.has(name.toLowerCase())) return undefined;
    const keyColumn = column + spaces.length;
    const section = this.#sectionOf(column, spaces.length);
    if (value === undefined) {
      this.#headers.push({ column: keyColumn, path: [...section, name] });
      return undefined;
    }
    return SINGLE_VALUE.test(value) ? { section, start: 1 + spaces.length } : undefined;
  }

  #sectionOf(column: number, spaces: number): KeyPath {
    while ((this.#headers.at(-1)?.column ?? -1) >= column + spaces) this.#headers.pop();
    const header = this.#headers.at(-1);
    if (header) return header.path;
    // `# key` stands for `key` in the column of `#`; `#  key` may also be `  key` with a `#` put before it.
    const plain = column + Math.max(0, spaces - 1);
    const isShifted = !this.#scopes.hasColumn(plain) && this.#scopes.hasColumn(column + spaces);
    return this.#scopes.at(isShifted ? column + spaces : plain);
  }
}
