/**
 * Thrown when a store outside the process does not answer, or cannot do what it was asked. Whether the operation took
 * place is not known.
 */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The session store does not answer', { cause });
    this.name = 'StoreUnavailable';
  }
}
