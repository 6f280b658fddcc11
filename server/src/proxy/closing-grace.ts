/** How long a side that was told to close may take to do so, in milliseconds. */
export const CLOSING_GRACE = 5000;
