import leven from 'leven';

/** The candidate with the fewest edits to `name`, when that is near enough to be a slip: a third of its length at most. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
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
