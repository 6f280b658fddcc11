/** What a tag may say. The table that the parser checks against, and that messages name alternatives from. */
export interface TagDefinition {
  readonly name: string;
  /** `block`: stands on lines of its own and becomes blocks. `inline`: stands in running text and stays in it. */
  readonly placement: 'block' | 'inline';
  /** The bare word in first place; `undefined` where there is none. */
  readonly positional?: PositionalDefinition | undefined;
  /** Whether text may follow that the tag is about, up to a closing tag: `<% ini-value a %>30 minutes<% /ini-value %>`. */
  readonly body?: boolean;
  readonly attributes: readonly AttributeDefinition[];
}

/** The bare word of a tag; it is required. */
interface PositionalDefinition {
  /** What messages call it. */
  readonly name: string;
  readonly example: string;
}

/** One named attribute. */
export interface AttributeDefinition {
  readonly name: string;
  /** `text`: any value. `choice`: one of `values`. `flag`: stands alone. */
  readonly kind: 'text' | 'choice' | 'flag';
  /** The allowed values of a `choice`, in lower case. */
  readonly values?: readonly string[];
  readonly required?: boolean;
}

/** What part of a source a block tag is about. */
const SELECTION: readonly AttributeDefinition[] = [
  { name: 'section', kind: 'text' },
  { name: 'keys', kind: 'text' },
  { name: 'except', kind: 'text' },
  { name: 'depth', kind: 'choice', values: ['all', 'self'] },
  { name: 'optional', kind: 'flag' },
];

const INI_INCLUDE: TagDefinition = {
  name: 'ini-include',
  placement: 'block',
  attributes: [
    ...SELECTION,
    { name: 'file', kind: 'text' },
    { name: 'comments', kind: 'choice', values: ['all', 'leading', 'none'] },
    { name: 'values', kind: 'choice', values: ['file', 'effective'] },
    { name: 'format', kind: 'choice', values: ['ini', 'yaml', 'json', 'env', 'table', 'list'] },
    { name: 'title', kind: 'text' },
    { name: 'highlight', kind: 'text' },
    { name: 'lines', kind: 'flag' },
  ],
};

const INI_VALUE: TagDefinition = {
  name: 'ini-value',
  placement: 'inline',
  positional: { name: 'key', example: 'security.session.idle_timeout' },
  body: true,
  attributes: [
    { name: 'file', kind: 'text' },
    { name: 'as', kind: 'choice', values: ['duration', 'bytes', 'raw', 'list', 'env-name'] },
  ],
};

const INI_REF: TagDefinition = {
  name: 'ini-ref',
  placement: 'inline',
  positional: { name: 'key', example: 'security.session.idle_timeout' },
  attributes: [
    { name: 'file', kind: 'text' },
    { name: 'title', kind: 'text' },
  ],
};

const INI_TABLE: TagDefinition = {
  name: 'ini-table',
  placement: 'block',
  attributes: [...SELECTION, { name: 'file', kind: 'text' }, { name: 'columns', kind: 'text' }],
};

const INI_DIFF: TagDefinition = {
  name: 'ini-diff',
  placement: 'block',
  attributes: [
    ...SELECTION,
    { name: 'base', kind: 'text', required: true },
    { name: 'with', kind: 'text', required: true },
    { name: 'format', kind: 'choice', values: ['table', 'diff'] },
  ],
};

/** All tags by name. */
export const TAG_DEFINITIONS: ReadonlyMap<string, TagDefinition> = new Map(
  [INI_INCLUDE, INI_VALUE, INI_REF, INI_TABLE, INI_DIFF].map((definition) => [
    definition.name,
    definition,
  ]),
);
