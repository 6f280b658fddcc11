/** What a tag may say. The table that the parser checks against, and that messages name alternatives from. */
export interface TagDefinition {
  readonly name: string;
  /** `block`: stands on lines of its own and becomes blocks. `inline`: stands in running text and stays in it. */
  readonly placement: 'block' | 'inline';
  /** The bare word in first place; `undefined` where there is none. */
  readonly positional?: PositionalDefinition | undefined;
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
}

const INI_INCLUDE: TagDefinition = {
  name: 'ini-include',
  placement: 'block',
  attributes: [
    { name: 'section', kind: 'text' },
    { name: 'file', kind: 'text' },
    { name: 'keys', kind: 'text' },
    { name: 'except', kind: 'text' },
    { name: 'depth', kind: 'choice', values: ['all', 'self'] },
    { name: 'comments', kind: 'choice', values: ['all', 'leading', 'none'] },
    { name: 'title', kind: 'text' },
    { name: 'optional', kind: 'flag' },
  ],
};

const INI_VALUE: TagDefinition = {
  name: 'ini-value',
  placement: 'inline',
  positional: { name: 'key', example: 'security.session.idle_timeout' },
  attributes: [
    { name: 'file', kind: 'text' },
    { name: 'as', kind: 'choice', values: ['duration', 'bytes', 'raw', 'list', 'env-name'] },
  ],
};

/** All tags by name. */
export const TAG_DEFINITIONS: ReadonlyMap<string, TagDefinition> = new Map(
  [INI_INCLUDE, INI_VALUE].map((definition) => [definition.name, definition]),
);
