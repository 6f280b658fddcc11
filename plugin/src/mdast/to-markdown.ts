import type { ConstructName, Handle, Options } from 'mdast-util-to-markdown';
import type { IniTag, IniTagEscape } from './nodes.ts';

/** An image's description is plain text in a tree; what looks like a tag there was one. */
const IMAGES: ConstructName[] = ['image', 'imageReference'];

/**
 * Extension for mdast-util-to-markdown: writes `iniTag` and `iniTagEscape` nodes back as they were read, and escapes
 * text that would read as a tag.
 */
export function iniTagToMarkdown(): Options {
  return {
    handlers: {
      iniTag: Object.assign(tag, { peek: peekTag }),
      iniTagEscape: Object.assign(escape, { peek: peekTag }),
    },
    unsafe: [
      { character: '<', after: '%', inConstruct: 'phrasing', notInConstruct: IMAGES },
      { character: '{', after: '%', inConstruct: 'phrasing', notInConstruct: IMAGES },
    ],
  };
}

const tag: Handle = (node: IniTag) => node.value;

const escape: Handle = (node: IniTagEscape) => `${node.value}%`;

/** The first character that a node will have, which decides about escapes before it. */
function peekTag(node: IniTag | IniTagEscape): string {
  return node.value.charAt(0);
}
