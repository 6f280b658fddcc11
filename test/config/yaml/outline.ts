import { formatKeyPath, type ConfigDocument, type Entry, type Span } from '@lockstep/config';

/**
 * A document as text, to compare with a fixture: a line for each block (kind, section, source, owner, comments) and an
 * indented one for each of its entries.
 */
export function outline(document: ConfigDocument): string {
  const sourceOf = ({ start, end }: Span): string =>
    document.source.slice(start.offset, end.offset);
  const lines = document.blocks.flatMap((block) => [
    [
      block.kind,
      block.section.length > 0 && `[${formatKeyPath(block.section)}]`,
      JSON.stringify(sourceOf(block.span)),
      block.owner !== undefined && `-> ${block.owner}`,
      block.inlineComment && sourceOf(block.inlineComment),
      ...(block.innerComments ?? []).map((span) => `(${sourceOf(span)})`),
    ]
      .filter(Boolean)
      .join(' '),
    ...block.entries.map(outlineEntry),
  ]);
  return `${lines.join('\n')}\n`;
}

const SIGNS: Readonly<Record<Entry['form'], string>> = {
  scalar: '=',
  item: '[]=',
  flag: '',
  'empty-list': 'is []',
  'empty-map': 'is {}',
};

function outlineEntry({ path, form, value }: Entry): string {
  const text = form.startsWith('empty') ? '' : ` ${JSON.stringify(value.text)}`;
  const raw = value.raw === value.text || text === '' ? '' : ` from ${JSON.stringify(value.raw)}`;
  return `  ${formatKeyPath(path)} ${SIGNS[form]}${text}${raw}${value.quoted ? ' quoted' : ''}`;
}
