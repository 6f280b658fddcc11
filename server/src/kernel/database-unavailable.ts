/** Thrown when the database does not answer, or cannot do what it was asked. Whether it was done is not known. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database does not answer', { cause });
    this.name = 'DatabaseUnavailable';
  }
}
