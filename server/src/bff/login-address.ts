/** What a browser may say about the sign-in that it wants. */
export interface LoginWish {
  /** Name of a provider. */
  readonly provider?: string | undefined;
  /** Where to go afterwards, as it was written. */
  readonly returnTo?: string | undefined;
}

/** Where a sign-in begins; what the wish says is checked there. */
export function loginAddress({ provider, returnTo }: LoginWish): string {
  const parameters = new URLSearchParams({
    ...(provider === undefined ? {} : { provider }),
    ...(returnTo === undefined ? {} : { return_to: returnTo }),
  });
  return parameters.size === 0 ? '/auth/web/login' : `/auth/web/login?${parameters.toString()}`;
}
