import type { Span } from '@lockstep/config';
import type { Run } from '../checked-page.ts';
import type { Atom } from './atom.ts';
import { resolveEmphasis } from './emphasis.ts';
import type { InlineText } from './inline-text.ts';

type RunType = Run['type'];

/** A stretch of inline text and what it stands for, where that is not what is written. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly value: string | undefined;
}

/**
 * Makes runs of atoms: side by side, those of one kind are one run. Tags are runs of their own. What is struck out says
 * nothing.
 */
export function toRuns(atoms: readonly Atom[], source: InlineText): readonly Run[] {
  const emphasis = resolveEmphasis(atoms);
  const runs: LazyRun[] = [];
  for (const [index, atom] of atoms.entries()) {
    const part = emphasis.struck[index] ? undefined : toPart(atom);
    if (!part) continue;
    const type: RunType = atom.kind === 'code' || atom.kind === 'tag' ? atom.kind : 'text';
    const strong = emphasis.strong[index] ?? false;
    const isElsewhere = atom.isElsewhere ?? false;
    const last = runs.at(-1);
    const goesOn = last?.strong === strong && last.isElsewhere === isElsewhere;
    if (goesOn && type === 'text' && last.type === 'text') last.add(part);
    else runs.push(new LazyRun({ type, strong, isElsewhere }, part, source));
  }
  return runs;
}

function toPart({ kind, start, end, value, delimiter }: Atom): Part | undefined {
  if (kind === 'hidden' || delimiter?.left === 0) return undefined;
  return { start, end: delimiter ? start + delimiter.left : end, value };
}

/** A run that finds out about its text and places when it is asked; most are never asked about all. */
class LazyRun implements Run {
  readonly type: RunType;
  readonly strong: boolean;
  readonly isElsewhere: boolean;
  readonly #parts: Part[];
  readonly #source: InlineText;
  #text: string | undefined;
  #offsets: readonly number[] | undefined;

  constructor(
    { type, strong, isElsewhere }: Pick<Run, 'type' | 'strong' | 'isElsewhere'>,
    part: Part,
    source: InlineText,
  ) {
    this.type = type;
    this.strong = strong;
    this.isElsewhere = isElsewhere;
    this.#parts = [part];
    this.#source = source;
  }

  add(part: Part): void {
    this.#parts.push(part);
  }

  get text(): string {
    return (this.#text ??= this.#parts
      .map(({ start, end, value }) => value ?? this.#source.text.slice(start, end))
      .join(''));
  }

  get span(): Span {
    return this.#source.span(this.#parts[0]!.start, this.#parts.at(-1)!.end);
  }

  get offsets(): readonly number[] {
    return (this.#offsets ??= this.#findOffsets());
  }

  #findOffsets(): readonly number[] {
    const offsets: number[] = [];
    for (const { start, end, value } of this.#parts) {
      const length = value?.length ?? end - start;
      for (let index = 0; index < length; index++) {
        offsets.push(this.#source.toPage(value === undefined ? start + index : start));
      }
    }
    offsets.push(this.#source.toPage(this.#parts.at(-1)!.end));
    return offsets;
  }
}
