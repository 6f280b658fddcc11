import type { RepeatedKeys } from '../document/document.ts';
import { nearestName } from '../document/nearest.ts';
import { ConfigError } from '../document/problem.ts';

/** The dialects that {@link DIALECTS} describes. */
export type DialectName =
  'default' | 'php' | 'systemd' | 'git' | 'editorconfig' | 'python' | 'supervisord' | 'grafana';

/** A pair of quotation marks that a value may stand in. */
export interface Quote {
  readonly mark: string;
  /** What a backslash means inside: JSON string escapes, only `\\ \' \"`, or nothing. */
  readonly escapes: 'json' | 'quotes' | 'none';
  /** Whether the text inside may go over line ends. */
  readonly isMultiline: boolean;
  /** Whether a comment marker inside is text. If not, the comment is cut off before the marks are removed. */
  readonly hidesComments: boolean;
}

/** How one family of programs reads INI files. Readers look these fields up; none asks for a dialect's name. */
export interface Dialect {
  readonly name: DialectName;
  /** Characters that make a whole line a comment. */
  readonly comments: string;
  /** Characters that start a comment after a value. */
  readonly inlineMarkers: string;
  /** Where an inline comment may start: nowhere, after white space, or at any marker outside quotes. */
  readonly inlineComments: 'never' | 'after-space' | 'anywhere';
  /** Characters between key and value; the first one on the line counts. */
  readonly separators: string;
  /** What a key without separator reads as; `undefined` where that is a mistake. */
  readonly flag: string | undefined;
  readonly repeated: RepeatedKeys;
  /** How a section name becomes a path: `[a.b]`, the name as it is, `[a "b"]`, `[a:b]`. */
  readonly sections: 'dot' | 'literal' | 'subsection' | 'colon';
  /** Which `]` ends a header. */
  readonly headerEnd: 'first' | 'last';
  /** Whether a comment may follow a header on its line. */
  readonly headerComments: boolean;
  /** Whether the first key of a section may stand behind its header: `[a] key = v`. */
  readonly headerEntries: boolean;
  /** Whether `key[] = v` is an item of a list. */
  readonly listSuffix: boolean;
  /** How a value goes on in the next line: not at all, after a `\` at the line end, or by deeper indentation. */
  readonly continuation: 'none' | 'backslash' | 'indent';
  /** What stands in the value for a continued line end. */
  readonly joiner: string;
  readonly quotes: readonly Quote[];
  /** Whether quotes stand around a whole value, or anywhere within it. */
  readonly quotePlacement: 'around' | 'within';
  readonly quotedKeys: boolean;
  /** Whether `\;`, `\#` and `\\` are escapes in keys and unquoted values. */
  readonly markerEscapes: boolean;
  /** Whether keys read in lower case. */
  readonly foldKeys: boolean;
  /** Whether lines that the npm package `ini` reads differently are warned about. */
  readonly warnsOfNpmIni: boolean;
  /** Characters that comment a key out, and whether one space may follow them. */
  readonly disabled: { readonly markers: string; readonly allowsSpace: boolean };
}

const DOUBLE: Quote = { mark: '"', escapes: 'json', isMultiline: false, hidesComments: true };
const SINGLE: Quote = { mark: "'", escapes: 'none', isMultiline: false, hidesComments: true };

/** What the npm package `ini` means, where it is right; see `npm-ini.ts` for where it is not. */
const DEFAULT: Dialect = {
  name: 'default',
  comments: ';#',
  inlineMarkers: ';#',
  inlineComments: 'after-space',
  separators: '=',
  flag: 'true',
  repeated: 'last',
  sections: 'dot',
  headerEnd: 'first',
  headerComments: true,
  headerEntries: false,
  listSuffix: true,
  continuation: 'none',
  joiner: '',
  quotes: [DOUBLE, SINGLE],
  quotePlacement: 'around',
  quotedKeys: true,
  markerEscapes: true,
  foldKeys: false,
  warnsOfNpmIni: true,
  disabled: { markers: ';#', allowsSpace: true },
};

/** The rules that dialects share which do less than the default. */
const PLAIN: Dialect = {
  ...DEFAULT,
  inlineComments: 'never',
  flag: undefined,
  sections: 'literal',
  headerComments: false,
  listSuffix: false,
  quotes: [],
  quotedKeys: false,
  markerEscapes: false,
  warnsOfNpmIni: false,
};

/** Python's `configparser` with its default options. */
const PYTHON: Dialect = {
  ...PLAIN,
  name: 'python',
  separators: '=:',
  sections: 'colon',
  headerComments: true,
  continuation: 'indent',
  joiner: '\n',
  foldKeys: true,
};

/** Every dialect by name. */
export const DIALECTS: { readonly [Name in DialectName]: Dialect } = {
  default: DEFAULT,
  /** `parse_ini_file` of PHP 7 and later. */
  php: {
    ...PLAIN,
    name: 'php',
    comments: ';',
    inlineMarkers: ';',
    inlineComments: 'anywhere',
    headerComments: true,
    listSuffix: true,
    quotes: [
      { mark: '"', escapes: 'quotes', isMultiline: true, hidesComments: true },
      { mark: "'", escapes: 'none', isMultiline: true, hidesComments: true },
    ],
    disabled: { markers: ';', allowsSpace: false },
  },
  /** systemd.syntax(7): quotes belong to the single settings, not to the file format. */
  systemd: {
    ...PLAIN,
    name: 'systemd',
    repeated: 'resettable-list',
    continuation: 'backslash',
    joiner: ' ',
    disabled: { markers: ';#', allowsSpace: false },
  },
  /** git-config(1), "Syntax". */
  git: {
    ...PLAIN,
    name: 'git',
    inlineComments: 'anywhere',
    flag: 'true',
    repeated: 'list',
    sections: 'subsection',
    headerComments: true,
    headerEntries: true,
    continuation: 'backslash',
    quotePlacement: 'within',
    foldKeys: true,
  },
  /** EditorConfig 0.15 and later: a `#` or `;` after a value is part of it, one after a header starts a comment. */
  editorconfig: {
    ...PLAIN,
    name: 'editorconfig',
    headerEnd: 'last',
    headerComments: true,
    foldKeys: true,
  },
  python: PYTHON,
  /** supervisord: `configparser` with inline comments after white space. */
  supervisord: {
    ...PYTHON,
    name: 'supervisord',
    inlineComments: 'after-space',
    disabled: { markers: ';#', allowsSpace: false },
  },
  /** go-ini, as Grafana, Gitea and Gogs use it. Prose stands after `#` or `;;`, commented-out keys after `;`. */
  grafana: {
    ...PLAIN,
    name: 'grafana',
    inlineComments: 'anywhere',
    separators: '=:',
    sections: 'dot',
    headerComments: true,
    continuation: 'backslash',
    quotes: [
      { mark: '"""', escapes: 'none', isMultiline: true, hidesComments: true },
      { mark: '`', escapes: 'none', isMultiline: true, hidesComments: true },
      { mark: '"', escapes: 'none', isMultiline: false, hidesComments: false },
      { mark: "'", escapes: 'none', isMultiline: false, hidesComments: false },
    ],
    quotedKeys: true,
    disabled: { markers: ';', allowsSpace: false },
  },
};

/**
 * The dialect of a name.
 *
 * @param file where the name was written, for the message
 * @throws {ConfigError} `unknown-dialect`, with the nearest name
 */
export function dialectByName(name: string, file = 'options'): Dialect {
  const found = Object.entries(DIALECTS).find(([known]) => known === name);
  if (found) return found[1];
  const names = Object.keys(DIALECTS);
  throw new ConfigError([
    {
      code: 'unknown-dialect',
      severity: 'error',
      message: `Unknown INI dialect \`${name}\``,
      file,
      expected: `one of ${names.join(', ')}`,
      nearest: nearestName(name, names),
    },
  ]);
}
