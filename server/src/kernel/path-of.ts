/** The path of a request target, without its query: queries of the callback carry codes and do not belong in a log. */
export function pathOf(target: string): string {
  const end = target.search(/[?#;]/u);
  return end === -1 ? target : target.slice(0, end);
}
