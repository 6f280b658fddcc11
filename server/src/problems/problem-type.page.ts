import { PROBLEM_TYPES } from '../kernel/problem-types.ts';
import type { ProblemType } from '../kernel/problem-types.ts';
import { html, prose } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

/** The page about one kind of error: what happened and what to do. */
export function renderProblemType(type: ProblemType, appName: string): string {
  const { status, title, meaning, remedy } = PROBLEM_TYPES[type];
  const main = html`<h1>${title}</h1>
    <p>${prose(meaning)}</p>
    <p>${prose(remedy)}</p>
    <p>
      <small>Type <code>${type}</code>, HTTP status ${status}</small>
    </p>`;
  return renderPage({ title: `${title} - ${appName}`, appName, main });
}
