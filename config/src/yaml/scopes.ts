import { isWithin, type KeyPath } from '../document/key-path.ts';

/** A section that is open at some line, and the column (from 0) of its keys. */
interface Scope {
  readonly section: KeyPath;
  readonly column: number;
}

/** The sections that are open while one goes through the lines of a file. Indentation tells where a comment belongs. */
export class Scopes {
  #open: Scope[] = [{ section: [], column: 0 }];

  /** The deepest open section. */
  get current(): KeyPath {
    return this.#open.at(-1)!.section;
  }

  /** Goes on to a header; `column` is that of the keys below it. */
  enterHeader(section: KeyPath, column: number): void {
    this.enterEntry(section.slice(0, -1));
    this.#open.push({ section, column });
  }

  /** Goes on to an entry of `section`; deeper ones and others are closed. */
  enterEntry(section: KeyPath): void {
    this.#open = this.#open.filter((scope) => isWithin(section, scope.section));
  }

  /** The open section that a line at `column` is in. */
  at(column: number): KeyPath {
    return this.#open.findLast((scope) => scope.column <= column)?.section ?? [];
  }

  /** Whether the keys of an open section start at `column`. */
  hasColumn(column: number): boolean {
    return this.#open.some((scope) => scope.column === column);
  }
}
