import type { Page } from 'playwright-core';

/*
 * What a page looks like right now. The expressions run in the browser, and are texts because the tests are compiled
 * without the types of a document.
 */

/** CSS pixels that the page is wider than its window: more than 0 means that it scrolls sideways. */
export function widthBeyondWindow(page: Page): Promise<number> {
  const root = 'document.documentElement';
  return page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
}

/** A computed property of the root element. */
export function rootStyle(page: Page, property: string): Promise<string> {
  const style = 'getComputedStyle(document.documentElement)';
  return page.evaluate<string>(`${style}.getPropertyValue('${property}').trim()`);
}

/** The text of the element that has the focus. */
export function focusedText(page: Page): Promise<string> {
  return page.evaluate<string>(`document.activeElement?.textContent.trim() ?? ''`);
}

/** Whether the element that has the focus shows it by an outline. */
export function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`getComputedStyle(document.activeElement).outlineStyle !== 'none'`);
}
