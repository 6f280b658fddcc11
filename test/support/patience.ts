import { availableParallelism, loadavg } from 'node:os';

/**
 * A time limit that was measured on an idle machine, stretched by how many processes share each of its processors now.
 *
 * @param milliseconds the limit where nothing else runs
 */
export function patience(milliseconds: number): number {
  const [busy = 0] = loadavg();
  return milliseconds * Math.max(1, busy / availableParallelism());
}
