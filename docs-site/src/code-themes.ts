import { themes } from 'prism-react-renderer';
import type { PrismTheme } from 'prism-react-renderer';

/** Colours of the original themes that have too little contrast, and the ones that take their place: at least 4.5:1. */
const LEGIBLE: ReadonlyMap<string | undefined, string> = new Map([
  ['#999988', '#656555'],
  ['#e3116c', '#b80d57'],
  ['#36acaa', '#0a6b69'],
  ['#00a4db', '#0067a3'],
  ['#d73a49', '#b3202f'],
  ['rgb(98, 114, 164)', '#a3b1dc'],
]);

/** Code in light mode; most of the code here is configuration, and its comments are there to be read. */
export const lightCode: PrismTheme = legible(themes.github);

/** Code in dark mode. */
export const darkCode: PrismTheme = legible(themes.dracula);

function legible(theme: PrismTheme): PrismTheme {
  const styles = theme.styles.map(({ types, style }) => {
    const color = LEGIBLE.get(style.color) ?? style.color;
    return { types, style: { ...style, ...(color !== undefined && { color }) } };
  });
  return { plain: theme.plain, styles };
}
