import type { Processor } from 'unified';
import type { Node } from 'unist';
import type { VFile } from 'vfile';

/** Runs the parser; what a plugin puts around it. */
export type AroundParser = (parse: () => Node, document: string, file: VFile) => Node;

/**
 * Puts a function around a processor's parser. It works whether the parser was registered before or is registered
 * after, and at parse time every other plugin has been attached.
 */
export function wrapParser(processor: Processor, around: AroundParser): void {
  let parser = processor.parser;
  const wrapped = (document: string, file: VFile): Node => {
    if (!parser) throw new TypeError('Lockstep needs a parser, such as remark-parse');
    const inner = parser;
    return around(() => inner(document, file), document, file);
  };
  Object.defineProperty(processor, 'parser', {
    configurable: true,
    enumerable: true,
    get: () => wrapped,
    set: (value: typeof parser) => {
      parser = value;
    },
  });
}
