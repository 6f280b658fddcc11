import type { LineCounter, Span } from '../document/position.ts';
import type { Problem } from '../document/problem.ts';

/** What a problem may say beside its code, message and place. */
type ProblemDetails = Pick<Problem, 'key' | 'expected'>;

/** What the steps of reading one YAML text share: where it stands in its file, and the problems found so far. */
export class Reading {
  readonly file: string;
  /** The text that node offsets refer to. */
  readonly text: string;
  readonly problems: Problem[] = [];
  readonly #source: string;
  readonly #lines: LineCounter;
  readonly #base: number;
  readonly #reported = new Set<string>();

  /**
   * @param file the file's name
   * @param source the whole file
   * @param lines the lines of `source`
   * @param part the YAML text, as long as its part of `source`, and where it starts there
   */
  constructor(
    file: string,
    source: string,
    lines: LineCounter,
    { text, base }: { readonly text: string; readonly base: number },
  ) {
    this.file = file;
    this.text = text;
    this.#source = source;
    this.#lines = lines;
    this.#base = base;
  }

  /** The place in the file of a stretch of the text. */
  span(start: number, end: number): Span {
    return this.#lines.span(this.#base + start, this.#base + Math.max(start, end));
  }

  /** A stretch of the text as the file has it. */
  raw(start: number, end: number): string {
    return this.#source.slice(this.#base + start, this.#base + end);
  }

  /** Adds an error. The same problem at the same place is added once. */
  report(code: string, message: string, span: Span, details: ProblemDetails = {}): void {
    const identity = `${code} ${span.start.offset} ${message}`;
    if (this.#reported.has(identity)) return;
    this.#reported.add(identity);
    this.problems.push({ code, severity: 'error', message, file: this.file, span, ...details });
  }
}
