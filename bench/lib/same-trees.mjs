/** A comparison of times means something only where both sides made the same. */

/** @throws when two lists of mdast trees differ in anything but positions */
export function requireSameTrees(subject, base) {
  for (const [index, tree] of subject.entries()) {
    if (withoutPositions(tree) !== withoutPositions(base[index])) {
      throw new Error(`Page ${index + 1} differs with the plugin; its times cannot be compared`);
    }
  }
}

/** Positions differ because a tag and what it stands for do; so do fields that hold nothing. */
function withoutPositions(tree) {
  return JSON.stringify(tree, (key, value) => {
    const isLeftOut = key === 'position' || key === 'data' || value === null;
    return isLeftOut ? undefined : value;
  });
}
