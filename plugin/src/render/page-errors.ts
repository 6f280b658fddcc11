import { BrokenSourceError } from '../errors/broken-source.ts';
import { SourceError } from '../sources/errors.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';

/** What is wrong on a page, collected while it is parsed, so that one build shows a writer everything. */
export class PageErrors {
  readonly #errors: TagError[] = [];
  readonly #sourceErrors = new Set<string>();

  add(...errors: readonly TagError[]): void {
    this.#errors.push(...errors);
  }

  /**
   * Takes what a renderer threw. A source with errors is told once, at the first tag that reads it.
   *
   * @throws {unknown} the same error, when it is no mistake of the page or of its sources
   */
  addThrown(error: unknown, tag: Tag): void {
    if (error instanceof TagError) this.add(error);
    else if (error instanceof SourceError) this.#addSourceError(error, tag);
    else throw error;
  }

  /** All errors in page order. */
  inOrder(): readonly TagError[] {
    return this.#errors.toSorted((left, right) => left.span.start.offset - right.span.start.offset);
  }

  #addSourceError({ problems, message }: SourceError, tag: Tag): void {
    if (this.#sourceErrors.has(message)) return;
    this.#sourceErrors.add(message);
    this.add(new BrokenSourceError(problems, tag.span));
  }
}
