import type { Setting, SettingType } from '@lockstep/config';
import { code, enumerate, sentence, text, textOrCode } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import { NOT_SET, valueNodes } from '../render/shown-value.ts';
import type { KeyFacts, ValueFacts } from './facts.ts';

/** One line of a key's entry: a term, and what is said about it on one line or several. */
export interface FactRow {
  readonly term: string;
  readonly lines: readonly (readonly InlineNode[])[];
}

type Line = readonly InlineNode[];

const TYPE_WORDS: Readonly<Record<SettingType, string>> = {
  string: 'string',
  integer: 'whole number',
  number: 'number',
  boolean: 'boolean',
  enum: 'choice',
  duration: 'duration',
  size: 'size',
  url: 'URL',
  host: 'host',
  cidr: 'address range (CIDR)',
  list: 'list',
};

/** Types of list items that say more than the bounds do. */
const ITEM_WORDS: Partial<Record<SettingType, string>> = {
  string: 'strings',
  integer: 'whole numbers',
  number: 'numbers',
  duration: 'durations',
  size: 'sizes',
  url: 'URLs',
  host: 'hosts',
  cidr: 'address ranges (CIDR)',
};

/** What a bare number counts, for the types that may be written with a suffix. */
const NOTATIONS: Partial<Record<SettingType, (setting: Setting) => string>> = {
  duration: ({ unit = 'seconds' }) => `such as \`30m\` or \`1h30m\`; a bare number counts ${unit}`,
  size: () => 'such as `100KB` or `10MiB`; a bare number counts bytes',
};

/** The row of a key's environment variable. */
export const VARIABLE = 'Environment';

/** The row of a key's evidence. */
export const PROVEN = 'Proven';

/** Every row that an entry can have, in order; a row without lines is left out. */
const ROWS: readonly {
  readonly term: string;
  readonly lines: (facts: KeyFacts) => readonly Line[];
}[] = [
  { term: 'Value', lines: valueLines },
  { term: 'Shadows', lines: shadowedLines },
  { term: 'Type', lines: withSetting(typeLines) },
  { term: 'Allowed', lines: withSetting(({ constraint }) => sentences(constraint)) },
  { term: 'Deprecated', lines: withSetting(deprecationLines) },
  { term: 'Planned', lines: withSetting(plannedLines) },
  { term: 'Default', lines: withSetting(defaultLines) },
  {
    term: VARIABLE,
    lines: ({ variable }) => (variable === undefined ? [] : [[code(variable)]]),
  },
  { term: 'Old names', lines: withSetting(aliasLines) },
  { term: 'Examples', lines: withSetting(exampleLines) },
  { term: 'Security', lines: withSetting(({ security }) => sentences(security)) },
  { term: 'Standards', lines: withSetting(({ standards }) => sentences(standards.join(', '))) },
  { term: 'Not enforced', lines: withSetting(({ advice }) => sentences(advice)) },
  { term: PROVEN, lines: evidenceLines },
];

/** What an entry says about a key beside its name and description. */
export function rowsOf(facts: KeyFacts): readonly FactRow[] {
  return ROWS.map(({ term, lines }) => ({ term, lines: lines(facts) })).filter(
    ({ lines }) => lines.length > 0,
  );
}

/** A word that stands beside a key's name. */
export type Mark =
  'required' | 'secret' | 'deprecated' | 'planned' | 'proven' | 'not enforced by this server';

/** Words that stand beside a key's name. */
export function marksOf({ setting, evidence }: KeyFacts): readonly Mark[] {
  const marks: readonly (readonly [boolean | undefined, Mark])[] = [
    [setting?.required, 'required'],
    [setting?.secret, 'secret'],
    [setting?.deprecated, 'deprecated'],
    [setting?.planned, 'planned'],
    [evidence !== undefined, 'proven'],
    [setting?.advice !== undefined, 'not enforced by this server'],
  ];
  return marks.filter(([isSet]) => isSet).map(([, mark]) => mark);
}

/** A default in words; "none" when there is none, as for every secret. */
export function defaultLine({ default: value, defaultNote, required, ...kind }: Setting): Line {
  if (defaultNote !== undefined) return sentence(defaultNote);
  if (value === undefined) return [text(required ? 'none: it must be set' : 'none')];
  return valueNodes(value, kind);
}

/** A secret says only whether it is set; a reference to the environment says so by itself. */
export function shownLine({ shown }: ValueFacts, setting: Setting | undefined): Line {
  const isTold = shown.some((node) => node.type === 'code' || node.text === NOT_SET);
  return setting?.secret && !isTold ? [text('set')] : shown;
}

function valueLines({ values, setting, path }: KeyFacts): readonly Line[] {
  if (setting?.planned) return [];
  if (values.length === 0) return [[text(NOT_SET)]];
  const isMap = path.includes('*');
  return values.map((value) => [
    ...(isMap ? [code(value.key), text(': ')] : []),
    ...shownLine(value, setting),
    ...(value.written === undefined ? [] : [text(' (written '), code(value.written), text(')')]),
    ...originNodes(value),
  ]);
}

function originNodes({ from, alias }: ValueFacts): Line {
  if (from === 'default') return [text(' (default)')];
  const byAlias = alias === undefined ? [] : [text(', by its old name '), code(alias)];
  return [text(' from '), code(from), ...byAlias];
}

function shadowedLines({ values }: KeyFacts): readonly Line[] {
  return values
    .filter(({ shadowed }) => shadowed.length > 0)
    .map(({ shadowed }) =>
      enumerate(shadowed.map((place) => (place === 'default' ? text('the default') : code(place)))),
    );
}

function typeLines(setting: Setting): readonly Line[] {
  const { type, itemType } = setting;
  const items = itemType && ITEM_WORDS[itemType];
  const word = items === undefined ? TYPE_WORDS[type] : `list of ${items}`;
  const notation = NOTATIONS[type]?.(setting);
  return [notation === undefined ? [text(word)] : [text(`${word}, `), ...sentence(notation)]];
}

function deprecationLines({ deprecated, replacedBy }: Setting): readonly Line[] {
  if (!deprecated || replacedBy === undefined) return [];
  return [[text('use '), code(replacedBy), text(' instead')]];
}

function plannedLines({ planned, plannedValues }: Setting): readonly Line[] {
  if (planned) return [[text('nothing reads this key yet')]];
  if (plannedValues.length === 0) return [];
  return [
    [
      ...enumerate(plannedValues.flatMap((value) => valueNodes(value, undefined))),
      text(': not built yet'),
    ],
  ];
}

function defaultLines(setting: Setting): readonly Line[] {
  return [defaultLine(setting)];
}

function aliasLines({ aliases }: Setting): readonly Line[] {
  return aliases.map((alias) =>
    typeof alias === 'string' ? [code(alias)] : [code(alias.key), text(` (in ${alias.unit})`)],
  );
}

function exampleLines({ examples, secret, ...kind }: Setting): readonly Line[] {
  return secret ? [] : examples.map((example) => valueNodes(example, kind));
}

function evidenceLines({ evidence, setting }: KeyFacts): readonly Line[] {
  if (!evidence) return [];
  const outcomes = evidence.values.map((value, index) => {
    const observation = text(evidence.observations[index] ?? '');
    return setting?.secret ? [observation] : [code(value), text(': '), observation];
  });
  const about = evidence.description === undefined ? [] : [sentence(evidence.description)];
  return [...about, ...outcomes, [text('by the test '), textOrCode(evidence.test)]];
}

function sentences(value: string | undefined): readonly Line[] {
  return value === undefined || value === '' ? [] : [sentence(value)];
}

function withSetting(
  lines: (setting: Setting) => readonly Line[],
): (facts: KeyFacts) => readonly Line[] {
  return ({ setting }) => (setting ? lines(setting) : []);
}
