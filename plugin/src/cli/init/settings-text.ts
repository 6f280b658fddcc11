import type { FoundSource } from './find-sources.ts';

/** What the settings say. Paths are relative to the project. */
export interface Settings {
  readonly sources: readonly FoundSource[];
  /** Directories from which tags name files. */
  readonly roots: readonly string[];
  readonly docs: string;
  readonly admonitions: boolean;
  /** The file that it was read from. */
  readonly from: string | undefined;
}

/** YAML that reads as the same text: what could be anything else stands in quotes. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[\p{L}_./][\p{L}\p{N}_./ -]*(?<! )$/iu;

/** The text of a `lockstep.config.yaml`, with comments for who reads it first. */
export function settingsText(settings: Settings): string {
  return [
    ...headLines(settings),
    ...sourceLines(settings),
    '',
    ...rootLines(settings),
    '',
    '# Where the pages are; `lockstep check` reads them.',
    `docs: [${scalar(settings.docs)}]`,
    ...referenceLines(settings),
    ...admonitionLines(settings),
    '',
  ].join('\n');
}

function headLines({ from }: Settings): readonly string[] {
  const origin = from === undefined ? [] : [`# Made from ${from} by \`lockstep init\`.`];
  return [
    '# What documentation shows of configuration; every path is relative to this file.',
    ...origin,
  ];
}

function sourceLines({ sources }: Settings): readonly string[] {
  const lines = sources.flatMap(({ name, path, schema }) => [
    `  ${scalar(name)}:`,
    `    path: ${scalar(path)}`,
    ...(schema === undefined
      ? ['    # schema: app.schema.json   # adds types, defaults and reference pages']
      : [`    schema: ${scalar(schema)}`]),
  ]);
  return [
    '',
    '# Files by the name that tags have for them; the first is the default.',
    'sources:',
    ...lines,
  ];
}

function rootLines({ roots }: Settings): readonly string[] {
  const comment = '# Directories from which a tag may name a file: file="other.ini".';
  return roots.length > 0
    ? [comment, `roots: [${roots.map(scalar).join(', ')}]`]
    : [comment, '# roots: [config]'];
}

function referenceLines({ sources, docs }: Settings): readonly string[] {
  const [first] = sources;
  if (first?.schema === undefined) return [];
  const out = docs === '.' ? 'reference' : `${docs}/reference`;
  return [
    '',
    '# A page for every section of the schema; `lockstep reference` writes them.',
    'reference:',
    `  out: ${scalar(out)}`,
  ];
}

function admonitionLines({ admonitions }: Settings): readonly string[] {
  if (!admonitions) return [];
  return ['', '# Pages hold `!!! warning "Title"` and `??? note` blocks.', 'admonitions: mkdocs'];
}

function scalar(text: string): string {
  return PLAIN.test(text) ? text : JSON.stringify(text);
}
