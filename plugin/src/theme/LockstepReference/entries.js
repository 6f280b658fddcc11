/**
 * The entries and sections of a page as elements, in order, with what the filter looks at. Rows of tables belong to
 * the entry or section that they link to.
 */
export function createIndex(root) {
  const rows = rowsByAnchor(root);
  const sections = [{ elements: [], entries: [] }];
  for (const element of root.querySelectorAll('.lockstep-section, .lockstep-entry')) {
    const elements = [element, ...(rows.get(element.querySelector('h2, h3')?.id) ?? [])];
    if (element.matches('.lockstep-section')) sections.push({ elements, entries: [] });
    else sections.at(-1).entries.push({ elements, text: textOf(element), marks: marksOf(element) });
  }
  return sections;
}

/**
 * Shows the entries that have every word of the query and every mark, and hides the others with their rows; a section
 * without any goes too.
 *
 * @returns how many entries are left
 */
export function filterEntries(sections, { query, marks }) {
  const words = normalize(query).split(' ').filter(Boolean);
  let shown = 0;
  for (const { elements, entries } of sections) {
    const before = shown;
    for (const entry of entries) {
      const isShown =
        words.every((word) => entry.text.includes(word)) &&
        marks.every((mark) => entry.marks.includes(mark));
      if (isShown) shown += 1;
      setHidden(entry.elements, !isShown);
    }
    setHidden(elements, shown === before);
  }
  return shown;
}

/** The entry or section that holds an element. */
export function entryOf(element) {
  return element.closest('.lockstep-entry, .lockstep-section');
}

/** The id that a fragment names; one that is wrongly encoded names itself. */
export function idOf(hash) {
  const name = hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function setHidden(elements, isHidden) {
  for (const element of elements) element.hidden = isHidden;
}

/** The key, as it is and in words, the variable and the paragraphs of the description. */
function textOf(element) {
  const { lockstepKey, lockstepVariable = '' } = element.dataset;
  const paragraphs = [...element.children].filter((child) => child.matches('p'));
  const description = paragraphs.map((paragraph) => paragraph.textContent).join(' ');
  const words = lockstepKey.replace(/[._-]+/g, ' ');
  return normalize(`${lockstepKey} ${words} ${lockstepVariable} ${description}`);
}

function marksOf(element) {
  return (element.dataset.lockstepMarks ?? '').split(',');
}

function normalize(text) {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function rowsByAnchor(root) {
  const rows = new Map();
  for (const link of root.querySelectorAll('td:first-child > a[href*="#"]')) {
    const anchor = idOf(link.hash);
    rows.set(anchor, [...(rows.get(anchor) ?? []), link.closest('tr')]);
  }
  return rows;
}
