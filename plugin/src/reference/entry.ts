import { anchorOf, shownKey } from '../render/anchors.ts';
import { inlineCode, toMarkdown } from '../render/markdown.ts';
import { sentence, text, textOrCode } from '../render/inline.ts';
import type { Evidence } from './evidence.ts';
import type { KeyFacts } from './facts.ts';
import { definitions, element, factList, heading, observation, prose } from './mdx.ts';
import { marksOf, PROVEN, rowsOf, VARIABLE } from './rows.ts';

/** Rows that an entry shows in a form of its own. */
const SHOWN_APART: ReadonlySet<string> = new Set([VARIABLE, PROVEN]);

/** Everything about one key: the component puts its name, marks and variable below the heading, which comes first. */
export function entry(facts: KeyFacts): string {
  const { path, key, setting, variable, assignment, evidence } = facts;
  const anchor = anchorOf(path);
  const description = setting?.description ?? setting?.title;
  return element(
    'LockstepEntry',
    {
      name: key,
      anchor: anchor === key ? undefined : anchor,
      marks: marksOf(facts).join(','),
      variable,
      assignment,
    },
    [
      heading(3, shownKey(path.slice(-1)), anchor),
      description && prose(description),
      factList(rowsOf(facts).filter(({ term }) => !SHOWN_APART.has(term))),
      evidence && evidenceBlock(evidence, setting?.secret === true),
    ],
  );
}

/** What was observed with each of the two values; those of a secret are not named. */
function evidenceBlock(
  { test, values, observations, description }: Evidence,
  isSecret: boolean,
): string {
  const about = description === undefined ? 'by a test' : observation(sentence(description));
  const names = isSecret
    ? ['one value', 'another value']
    : values.map((value) => inlineCode(value));
  return element('LockstepEvidence', {}, [
    `<summary>**Proven**: ${about}</summary>`,
    definitions('lockstep-observations', [
      [names[0]!, observation([text(observations[0])])],
      [names[1]!, observation([text(observations[1])])],
    ]),
    `By the test ${toMarkdown([textOrCode(test)])}`,
  ]);
}
