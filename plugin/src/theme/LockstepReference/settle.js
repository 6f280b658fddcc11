/** What comes near the window is laid out within a few frames. */
const FRAMES = 10;
/** Farther away than so many windows is another place, which the back button brought back. */
const NEAR = 2;

/**
 * Scrolls to an element that a link led to and keeps it there. A long page knows the heights of its entries only once
 * they come near the window, and those above the element push it away.
 */
export function settle(element) {
  if (Math.abs(topOf(element)) > NEAR * window.innerHeight) return;
  let frames = 0;
  let wanted;
  const look = () => {
    if (topOf(element) !== wanted) element.scrollIntoView({ behavior: 'instant' });
    wanted = topOf(element);
    frames += 1;
    if (frames < FRAMES) requestAnimationFrame(look);
  };
  look();
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}
