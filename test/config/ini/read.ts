import type { ConfigDocument, DialectName } from '@lockstep/config';
import { documentValues, parseIni } from '@lockstep/config';

/** Reads a text as a file called `app.ini`. */
export function read(source: string, dialect: DialectName = 'default'): ConfigDocument {
  return parseIni(source, { file: 'app.ini', dialect });
}

/** What a document says: text, or a list of texts, by formatted key path. */
export function meaning(document: ConfigDocument): Record<string, string | string[]> {
  const pairs = [...documentValues(document)].map(([key, { isList, entries }]) => {
    const texts = entries.map(({ value }) => value.text);
    return [key, isList ? texts : (texts[0] ?? '')] as const;
  });
  return Object.fromEntries(pairs);
}

/** Problems as `line:column code`. */
export function places(document: ConfigDocument): string[] {
  return document.problems.map(
    ({ code, span }) => `${span!.start.line}:${span!.start.column} ${code}`,
  );
}

/** Blocks as `kind section: text`, with the index of the owner where there is one. */
export function outline(document: ConfigDocument): string[] {
  return document.blocks.map((block) => {
    const { kind, section, owner, span } = block;
    const text = document.source.slice(span.start.offset, span.end.offset).trimEnd();
    const lines = text.replaceAll(/\r\n|\r|\n/g, ' | ');
    const place = section.join('.') || '-';
    return `${kind} ${place}${owner === undefined ? '' : ` -> ${owner}`}: ${lines}`.trimEnd();
  });
}
