/** A stretch of the source, white space at both ends left out. */
export interface Cell {
  readonly start: number;
  readonly end: number;
}

/** The cells of a row, between pipes; a pipe behind a backslash is none. */
export function readCells(source: string, start: number): readonly Cell[] {
  const newline = source.indexOf('\n', start);
  const end = newline === -1 ? source.length : newline;
  const cells: Cell[] = [];
  let cellStart = start;
  for (let offset = start; offset < end; offset++) {
    if (source[offset] !== '|' || source[offset - 1] === '\\') continue;
    cells.push(trim(source, cellStart, offset));
    cellStart = offset + 1;
  }
  cells.push(trim(source, cellStart, end));
  if (source[start] === '|') cells.shift();
  if (cells.length > 0 && cellStart > start && isEmpty(cells.at(-1))) cells.pop();
  return cells;
}

function isEmpty(cell: Cell | undefined): boolean {
  return cell?.start === cell?.end;
}

function trim(source: string, start: number, end: number): Cell {
  const text = source.slice(start, end);
  const trimmed = text.trim();
  const from = start + (trimmed === '' ? 0 : text.indexOf(trimmed));
  return { start: from, end: from + trimmed.length };
}
