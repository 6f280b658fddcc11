import leven from 'leven';

/**
 * The candidate with the fewest edits to `name`, when that is near enough to be a slip: a third of its length at most.
 * A name of one or two letters is near to everything, so its first letter must be right.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(name.length / 3));
  const start = wanted.length < 3 ? wanted.charAt(0) : '';
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const folded = candidate.toLowerCase();
    if (!folded.startsWith(start)) continue;
    const distance = editDistance(wanted, folded, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Whether a name is one edit away from another: a letter too many, too few, wrong, or swapped with its neighbour. */
export function isSlip(name: string, other: string): boolean {
  return editDistance(name.toLowerCase(), other.toLowerCase(), 2) === 1;
}

/** Two neighbouring letters in the wrong order are one slip, not two. */
function editDistance(wanted: string, candidate: string, maxDistance: number): number {
  return isSwapped(wanted, candidate) ? 1 : leven(wanted, candidate, { maxDistance });
}

function isSwapped(wanted: string, candidate: string): boolean {
  if (wanted.length !== candidate.length) return false;
  let at = 0;
  while (at < wanted.length && wanted[at] === candidate[at]) at++;
  const swapped = `${candidate.slice(0, at)}${candidate[at + 1] ?? ''}${candidate[at] ?? ''}${candidate.slice(at + 2)}`;
  return at + 1 < wanted.length && wanted === swapped;
}
