/** Finds the ends of code spans, each run of backticks looked at once and once more at the last. */
export class CodeSpans {
  readonly #text: string;
  /** Where the last run of each length starts. */
  #last: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the closing run of a span starts; `undefined` where none comes. */
  closer(openerEnd: number, length: number): number | undefined {
    this.#last ??= lastRuns(this.#text);
    if ((this.#last.get(length) ?? -1) < openerEnd) return undefined;
    const backticks = /`+/g;
    backticks.lastIndex = openerEnd;
    for (let run = backticks.exec(this.#text); run; run = backticks.exec(this.#text)) {
      if (run[0].length === length) return run.index;
    }
    return undefined;
  }
}

function lastRuns(text: string): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (const run of text.matchAll(/`+/g)) last.set(run[0].length, run.index);
  return last;
}
