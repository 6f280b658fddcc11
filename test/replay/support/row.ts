import type { Stage } from './stage.ts';

/** What a row says, whichever kind it is. */
interface Said {
  /**
   * Its number in the list of behaviours (`T`) or of weak spots (`A`, `B`, `C`, `W`); several rows share one where it has
   * several cases.
   */
  readonly id: `${'T' | 'A' | 'B' | 'C' | 'W'}${number}`;
  /** The case, in a few words. */
  readonly what: string;
  /** What this server does. */
  readonly now: string;
  /** Does it over a socket or the command line, and says in a few words what is to be seen. */
  readonly observe: (stage: Stage) => Promise<string>;
}

/** The system before did the same. */
interface Same {
  readonly before?: undefined;
  readonly differs?: undefined;
  readonly notHere?: undefined;
}

/** It did something else. */
interface Different {
  readonly before: string;
  /** Why this server does not do that. */
  readonly differs: string;
  readonly notHere?: undefined;
}

/** This server has no counterpart, and the row shows that it does not pretend to. */
interface Absent {
  readonly before: string;
  /** What takes its place. */
  readonly notHere: string;
  readonly differs?: undefined;
}

/** One case of a behaviour of session servers, and what becomes of it here. */
export type Row = Said & (Same | Different | Absent);

/** Rows about one subject. */
export interface Area {
  readonly title: string;
  readonly rows: readonly Row[];
}
