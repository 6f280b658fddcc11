import type { ProblemType } from '../kernel/problem-types.ts';
import { loginAddress } from './login-address.ts';
import type { LoginWish } from './login-address.ts';

/** What of a wish is the reason of a problem: it is left out when the sign-in begins again. */
const AT_FAULT: ReadonlyMap<ProblemType, keyof LoginWish> = new Map([
  ['invalid-return-to', 'returnTo'],
  ['unknown-provider', 'provider'],
]);

/** A sign-in that failed, with what its person wanted, so that the next one leads to the same place. */
export class SignInFailure extends Error {
  readonly wish: LoginWish;

  /** @param cause what failed it */
  constructor(wish: LoginWish, cause: unknown) {
    super('The sign-in failed', { cause });
    this.name = 'SignInFailure';
    this.wish = wish;
  }

  /** Where it can be tried again. */
  retryAddress(type: ProblemType): string {
    const fault = AT_FAULT.get(type);
    return loginAddress(fault === undefined ? this.wish : { ...this.wish, [fault]: undefined });
  }

  /** What a call gives; what it throws becomes a failure of this wish. */
  static async of<Result>(wish: LoginWish, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw new SignInFailure(wish, error);
    }
  }
}
