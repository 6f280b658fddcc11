const INTEREST = /[{}"'`/]/g;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
const LINE_COMMENT = /\/\/[^\n]*/y;

/**
 * Finds the end of an expression of MDX, from its opening brace on. Strings, templates and comments are skipped; a brace
 * in a regular expression counts, which nothing short of a parser of JavaScript could tell.
 *
 * @returns the offset after the closing brace; `undefined` where it does not come before `to`
 */
export function expressionEnd(
  text: string,
  start: number,
  to: number = text.length,
): number | undefined {
  /** Depths of braces in the templates around: a template is left and entered again at `${` and `}`. */
  const templates: number[] = [];
  let depth = 0;
  let offset = start;
  while (offset < to) {
    INTEREST.lastIndex = offset;
    const found = INTEREST.exec(text);
    if (!found || found.index >= to) return undefined;
    const character = found[0];
    offset = found.index + 1;
    if (character === '{') {
      depth++;
    } else if (character === '}') {
      depth--;
      if (depth === 0) return offset;
      if (templates.at(-1) !== depth) continue;
      templates.pop();
      const inner = templateEnd(text, offset, to);
      if (!inner) return undefined;
      if (inner.isOpen) templates.push(depth++);
      offset = inner.offset;
    } else if (character === '`') {
      const inner = templateEnd(text, offset, to);
      if (!inner) return undefined;
      if (inner.isOpen) templates.push(depth++);
      offset = inner.offset;
    } else {
      offset = skipLiteral(text, found.index);
    }
  }
  return undefined;
}

/** After the end of a template, or after the `${` in it. */
function templateEnd(
  text: string,
  start: number,
  to: number,
): { readonly offset: number; readonly isOpen: boolean } | undefined {
  for (let offset = start; offset < to; offset++) {
    const character = text[offset];
    if (character === '\\') offset++;
    else if (character === '`') return { offset: offset + 1, isOpen: false };
    else if (character === '$' && text[offset + 1] === '{')
      return { offset: offset + 2, isOpen: true };
  }
  return undefined;
}

/** After a string or a comment; a quote or slash that starts none is a character like others. */
function skipLiteral(text: string, start: number): number {
  if (text.startsWith('/*', start)) {
    const end = text.indexOf('*/', start + 2);
    return end === -1 ? text.length : end + 2;
  }
  const pattern = text[start] === '/' ? LINE_COMMENT : STRING;
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start + 1;
}
