import type { Dialect } from './dialects.ts';
import type { Report } from './findings.ts';
import type { Line } from './lines.ts';

/** What the readers of headers, keys and values share. */
export interface Reading {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly dialect: Dialect;
  readonly report: Report;
}
