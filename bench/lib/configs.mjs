/** Configuration files of any length, as INI and as YAML with the same content. */

const KEYS_A_SECTION = 7;
/** A section takes a header, its comment, its keys and a blank line. */
const LINES_A_SECTION = KEYS_A_SECTION + 3;

/** An INI text of so many lines. */
export function iniOf(lines) {
  return sections(lines, (section) => [
    `[section_${section}]`,
    `; What part ${section} needs to know.`,
    ...keys(section).map(([key, value]) => `${key} = ${value}`),
    '',
  ]);
}

/** A YAML text of so many lines. */
export function yamlOf(lines) {
  return sections(lines, (section) => [
    `section_${section}:`,
    `  # What part ${section} needs to know.`,
    ...keys(section).map(([key, value]) => `  ${key}: ${value}`),
    '',
  ]);
}

function sections(lines, make) {
  const count = Math.max(1, Math.round(lines / LINES_A_SECTION));
  return `${Array.from({ length: count }, (_, section) => make(section).join('\n')).join('\n')}\n`;
}

function keys(section) {
  const values = [
    `${section + 1}m`,
    'true',
    String(section * 10),
    'plain words here',
    '/var/lib/app',
    'info',
    '10MB',
  ];
  return values.map((value, index) => [`key_${index}`, value]);
}
