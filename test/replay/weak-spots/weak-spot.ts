/** A weak spot of session servers, and what shows that this one does not have it. */
export interface WeakSpot {
  readonly id: `${'A' | 'B' | 'C' | 'W'}${number}`;
  readonly what: string;
  /** Rows of the table as `T57: CASE`, and other tests as `FILE > TITLE`, the file below `test/`. */
  readonly by: readonly string[];
  /** What of it is open. */
  readonly missing?: string;
}
