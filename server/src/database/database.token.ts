/** Injection token of the database: a Kysely instance over {@link Tables}. */
export const DATABASE: unique symbol = Symbol('DATABASE');
