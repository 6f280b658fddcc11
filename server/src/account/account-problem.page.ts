import type { ProblemError } from '../kernel/problem-details.ts';
import { PROBLEM_TYPES } from '../kernel/problem-types.ts';
import type { ProblemType } from '../kernel/problem-types.ts';
import { html, prose } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

const OUT_OF_DATE = {
  title: 'This page is out of date',
  meaning: 'Nothing was changed. Open your account again and repeat there what you wanted to do.',
};

/** What people read in place of the words for programs: a form has its CSRF token from the page that it is on. */
const WORDS: Readonly<Partial<Record<ProblemType, typeof OUT_OF_DATE>>> = {
  'csrf-token-missing': OUT_OF_DATE,
  'csrf-token-invalid': OUT_OF_DATE,
  'csrf-token-expired': OUT_OF_DATE,
};

/**
 * What people see when something on the account page fails.
 *
 * @param requestId by which the log has it
 */
export function renderAccountProblem(
  problem: ProblemError,
  appName: string,
  requestId: string,
): string {
  const { title, meaning } = WORDS[problem.type] ?? PROBLEM_TYPES[problem.type];
  const main = html`<h1>${title}</h1>
    <p>${prose(meaning)}</p>
    <p class="actions">
      <a class="button" href="/account">Back to your account</a>
      <a class="button quiet" href="/">Home</a>
    </p>
    <p>
      <small>Reason: <code>${problem.type}</code>, request <code>${requestId}</code></small>
    </p>`;
  return renderPage({ title: `${title} - ${appName}`, appName, main });
}

/**
 * A page that asks for the account page once more. A `SameSite=Strict` cookie does not come with a navigation that began
 * elsewhere, the way back from the identity provider included; with one that this page begins, it does.
 */
export function renderArrival(appName: string): string {
  const main = html`<h1>Your account</h1>
    <p>One moment.</p>
    <p class="actions"><a class="button" href="/account?arrived">Continue</a></p>`;
  return renderPage({ title: `Your account - ${appName}`, appName, main });
}
