import type { ProblemError } from '../kernel/problem-details.ts';
import { PROBLEM_TYPES } from '../kernel/problem-types.ts';
import { html } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

/** What the page of a failed sign-in says beside the problem. */
export interface SignInProblemFacts {
  readonly appName: string;
  /** By which the log has it. */
  readonly requestId: string;
  /** Where to try again. */
  readonly retryAddress: string;
  /** Whether somebody is signed in here all the same: a page that was gone back to, or loaded again. */
  readonly isSignedIn: boolean;
}

/** The page of a sign-in that failed: what happened, what to do, and the reason by its stable name. */
export function renderSignInProblem(problem: ProblemError, facts: SignInProblemFacts): string {
  const { title } = PROBLEM_TYPES[problem.type];
  const { appName, requestId, retryAddress, isSignedIn } = facts;
  const told = problem.detail ?? 'You were not signed in.';
  const main = html`<h1>${isSignedIn ? 'You are signed in' : title}</h1>
    <p>
      ${isSignedIn ? 'This sign-in was finished before. There is nothing more to do here.' : told}
    </p>
    <p class="actions">
      ${isSignedIn ? html`<a class="button" href="/">Go on</a>` : html``}
      <a class="button${isSignedIn ? ' quiet' : ''}" href="${retryAddress}">Sign in again</a>
      ${isSignedIn ? html`` : html`<a class="button quiet" href="/">Home</a>`}
    </p>
    <p>
      <small>Reason: <code>${problem.type}</code>, request <code>${requestId}</code></small>
    </p>`;
  return renderPage({ title: `${title} - ${appName}`, appName, main });
}
