/** A loader of Node that replaces texts in modules while they are loaded: `module.register` hands it them as `data`. */

let replacements = [];

/** @param data `url` of a module, the text to `remove`, and what to `put` there */
export function initialize(data) {
  replacements = data;
}

/** @throws Error when a module does not have its text: the program does not start then */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  const own = replacements.filter((each) => each.url === url);
  return own.length === 0
    ? loaded
    : { ...loaded, source: own.reduce(replaced, `${loaded.source}`) };
}

function replaced(code, { url, remove, put = '' }) {
  if (!code.includes(remove)) throw new Error(`${url} does not have the text ${remove}`);
  return code.replace(remove, () => put);
}
