import type { LockstepOptions, Source, Sources } from '../sources/source.ts';
import { checkCopies } from './copies/check-copies.ts';
import type { Outcome } from './finding.ts';
import { createKeyIndex } from './key-index.ts';
import type { CheckedPage } from './page/checked-page.ts';
import { readPage } from './page/read-page.ts';
import { checkProse } from './prose/check-prose.ts';
import { createTagChecker } from './tags/check-tags.ts';

/** Compares a page with the sources. @param locale the page's language, where it is a translation */
export type PageChecker = (text: string, name: string, locale?: string) => PageOutcome;

/** A page and everything that it says about configuration. */
interface PageOutcome extends Outcome {
  readonly page: CheckedPage;
}

/**
 * Makes the check of pages, once for all of them: the names of keys are collected, and equal tags are rendered one time.
 *
 * @param usable those of the sources that can be read
 */
export function createPageChecker(
  sources: Sources,
  usable: readonly Source[],
  options: LockstepOptions,
): PageChecker {
  const index = createKeyIndex(usable);
  const checkTags = createTagChecker(sources, options);
  return (text, name, locale) => {
    const page = readPage(text, name, { admonitions: options.admonitions });
    const outcomes = [checkTags(page, locale), checkProse(page, index), checkCopies(page, index)];
    return {
      page,
      claims: outcomes.flatMap(({ claims }) => claims),
      findings: outcomes.flatMap(({ findings }) => findings),
    };
  };
}
