import type { ConfigDocument, Problem } from '@lockstep/config';
import { createSources } from '../../../../plugin/src/sources/create-sources.ts';
import type { Source } from '../../../../plugin/src/sources/source.ts';
import { directoryWith } from '../../../support/directory.ts';

/** A source from the text of a file, with or without a schema. */
export function sourceOf(content: string, schema?: object, name = 'app.ini'): Source {
  const root = directoryWith({
    [name]: content,
    ...(schema ? { 's.json': JSON.stringify(schema) } : {}),
  });
  const plan = schema ? { path: name, schema: 's.json' } : { path: name };
  return createSources({ root, sources: { app: plan } }, { tolerates: isAboutOneKey }).get();
}

/** The document of a source that has one file. */
export function documentOf({ documents }: Source): ConfigDocument {
  const [document] = documents;
  if (!document) throw new Error('The source has no file');
  return document;
}

function isAboutOneKey({ key }: Problem): boolean {
  return key !== undefined;
}

/** A schema of one section `a`. */
export function schemaOf(properties: object): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { a: { type: 'object', properties } },
  };
}
