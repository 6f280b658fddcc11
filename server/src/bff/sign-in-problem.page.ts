import type { ProblemError } from '../kernel/problem-details.ts';
import { PROBLEM_TYPES } from '../kernel/problem-types.ts';
import { html } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

/**
 * The page of a sign-in that failed: what happened, what to do, and the reason by its stable name.
 *
 * @param requestId by which the log has it
 */
export function renderSignInProblem(
  problem: ProblemError,
  appName: string,
  requestId: string,
): string {
  const { title } = PROBLEM_TYPES[problem.type];
  const main = html`<h1>${title}</h1>
    <p>${problem.detail ?? 'You were not signed in.'}</p>
    <p class="actions">
      <a class="button" href="/auth/web/login">Sign in again</a>
      <a class="button quiet" href="/">Home</a>
    </p>
    <p>
      <small>Reason: <code>${problem.type}</code>, request <code>${requestId}</code></small>
    </p>`;
  return renderPage({ title: `${title} - ${appName}`, appName, main });
}
