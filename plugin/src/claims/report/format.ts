import type { CheckReport } from './check-report.ts';

/** What a format takes beside the report. */
interface FormatOptions {
  /** The option of that name. */
  readonly errorPages: string | undefined;
  /** Whether the coverage of keys is wanted. */
  readonly coverage: boolean;
}

/** Writes a report. */
export type Format = (report: CheckReport, options: FormatOptions) => string;
