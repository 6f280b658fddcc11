import * as root from 'docusaurus-plugin-lockstep';
import * as docusaurus from 'docusaurus-plugin-lockstep/docusaurus';
import * as markdownIt from 'docusaurus-plugin-lockstep/markdown-it';
import * as remark from 'docusaurus-plugin-lockstep/remark';
import { expect, it } from 'vitest';

const API = [
  {
    entry: '.',
    module: root,
    names: [
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
    ],
  },
  { entry: './remark', module: remark, names: ['remarkLockstep', 'remarkLockstepSyntax'] },
  {
    entry: './markdown-it',
    module: markdownIt,
    names: ['LockstepPageError', 'markdownItLockstep'],
  },
  { entry: './docusaurus', module: docusaurus, names: ['withLockstep'] },
];

it.each(API)('$entry exposes its public API, and nothing else', ({ module, names }) => {
  expect(Object.keys(module).toSorted()).toEqual(names);
});
