/** Injection token of the {@link IssuerResolver}. */
export const ISSUER_RESOLVER: unique symbol = Symbol('ISSUER_RESOLVER');

/** Knows where a provider really is whose configured issuer only stands for it. */
export interface IssuerResolver {
  /** The issuer identifier to use; most are used as they are configured. */
  resolveIssuer(configured: string): string;
}
