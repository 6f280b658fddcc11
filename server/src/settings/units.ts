/** Lengths of time in seconds, for defaults. */
export const MINUTE = 60;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;
