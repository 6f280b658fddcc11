import * as api from 'docusaurus-plugin-lockstep';
import { expect, it } from 'vitest';

it('exposes the public API, and nothing else', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'OptionsError',
    'OutputError',
    'SourceError',
    'TagError',
    'checkReference',
    'createRenderer',
    'createSources',
    'loadProject',
    'parseTag',
    'toMarkdown',
    'validateOptions',
    'writeReference',
  ]);
});
