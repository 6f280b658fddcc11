import { readErrorPage } from '../../errors/error-pages.ts';

/** What a code of a finding is about, for reports that explain themselves (SARIF). */
export interface Rule {
  /** A few words. */
  readonly short: string;
  /** What is wrong, and what to do. */
  readonly full: string;
}

const PAGE = /^# .*\n\n(?<what>[^]+?)\n\n\*\*What to do:\*\* (?<remedy>[^]+?)\n(?:\n|$)/;

/** What a code is about, as its page says it. */
export function ruleOf(code: string): Rule {
  const words = code.replaceAll('-', ' ');
  const short = capitalized(words);
  const groups = PAGE.exec(readErrorPage(code) ?? '')?.groups;
  const { what = short, remedy = '' } = groups ?? {};
  return { short, full: inOneLine(`${what} ${capitalized(remedy)}`) };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
