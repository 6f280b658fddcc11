/** The selection of a page as it is: every key. */
export const EVERYTHING = { query: '', marks: [] };

const QUERY = 'filter';
const MARKS = 'marks';

/** Whether a selection leaves nothing out. */
export function isEverything({ query, marks }) {
  return query.trim() === '' && marks.length === 0;
}

/** The selection that the page's address asks for: `?filter=cookie&marks=proven,secret`. */
export function readSelection() {
  const parameters = new URLSearchParams(window.location.search);
  const query = parameters.get(QUERY) ?? '';
  const marks = (parameters.get(MARKS) ?? '').split(',').filter(Boolean);
  return query === '' && marks.length === 0 ? EVERYTHING : { query, marks };
}

/** Puts a selection into the page's address, so that a link keeps it; other parameters stay. */
export function writeSelection({ query, marks }) {
  const { location, history } = window;
  const address = new URL(location.href);
  setParameter(address.searchParams, QUERY, query);
  setParameter(address.searchParams, MARKS, marks.join(','));
  // Not through the router: a page that is filtered is the same page, and has nothing to load or to scroll to.
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}

function setParameter(parameters, name, value) {
  if (value === (parameters.get(name) ?? '')) return;
  if (value === '') parameters.delete(name);
  else parameters.set(name, value);
}
