/** Names, and what gives them away in a `User-Agent`; the first that matches counts, since most claim to be others too. */
type Signs = readonly (readonly [name: string, sign: RegExp])[];

const BROWSERS: Signs = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//u],
  ['Opera', /\b(?:OPR|OPT|OPiOS)\//u],
  ['Samsung Internet', /\bSamsungBrowser\//u],
  ['Vivaldi', /\bVivaldi\//u],
  ['Firefox', /\b(?:Firefox|FxiOS)\//u],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\//u],
  ['Safari', /\bVersion\/[\d.]+ .*\bSafari\//u],
  ['curl', /^curl\//u],
];

const SYSTEMS: Signs = [
  ['iPadOS', /\biPad\b/u],
  ['iOS', /\b(?:iPhone|iPod)\b/u],
  ['Android', /\bAndroid\b/u],
  ['ChromeOS', /\bCrOS\b/u],
  ['Windows', /\bWindows\b/u],
  ['macOS', /\bMac(?:intosh| OS X)\b/u],
  ['Linux', /\bLinux\b/u],
];

/**
 * A browser and its system in words, such as "Firefox on Windows". Nothing of the header itself is repeated: whoever
 * signed in wrote it.
 */
export function describeDevice(userAgent: string): string {
  const [browser, system] = [find(BROWSERS, userAgent), find(SYSTEMS, userAgent)];
  if (system === undefined) return browser ?? 'Unknown device';
  return `${browser ?? 'Unknown browser'} on ${system}`;
}

function find(signs: Signs, userAgent: string): string | undefined {
  return signs.find(([, sign]) => sign.test(userAgent))?.[0];
}
