import { isSlip } from '@lockstep/config';

/**
 * Whether a name is sure to be meant for another where nothing says which names there are: one letter away, and no word
 * of its own, as `timeouts` is beside `timeout`.
 */
export function isMisspelt(name: string, nearest: string): boolean {
  const isPlural = `${name}s` === nearest || name === `${nearest}s`;
  return name.length > 3 && isSlip(name, nearest) && !isPlural;
}
