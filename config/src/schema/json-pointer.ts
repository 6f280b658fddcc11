/**
 * What a JSON Pointer (RFC 6901) leads to; `undefined` where it leads to nothing.
 *
 * @param pointer empty for the whole, else with its leading slash
 */
export function followPointer(root: unknown, pointer: string): unknown {
  let node = root;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
    node = Reflect.get(node, name);
  }
  return node;
}
