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

/** Where the element of an id begins, in CSS pixels below the upper edge of the window. */
export function topOf(page: Page, id: string): Promise<number> {
  return page.evaluate<number>(
    `document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top`,
  );
}

/** Waits until the browser has drawn the page so often. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(
    `new Promise((done) => {
      let left = ${count};
      const draw = () => (left-- > 0 ? requestAnimationFrame(draw) : done());
      draw();
    })`,
  );
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

/** The accessible name of the element that has the focus: its label, or else its text. */
export function focusedLabel(page: Page): Promise<string> {
  return page.evaluate<string>(
    `document.activeElement?.ariaLabel ?? document.activeElement?.innerText.trim() ?? ''`,
  );
}

/** Whether the element that has the focus shows it by an outline. */
export function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`getComputedStyle(document.activeElement).outlineStyle !== 'none'`);
}
