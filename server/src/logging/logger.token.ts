/** Injection token of the server's pino `Logger`. */
export const LOGGER: unique symbol = Symbol('LOGGER');
