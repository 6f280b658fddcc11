import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { mkdtempSync } from 'node:fs';
import { generatedPage, ownPages } from '/work/main/bench/lib/prose.mjs';
import { FORMS, withParts, writeSource } from '/work/main/bench/lib/tagged.mjs';
const md = new MarkdownIt({ html: true, linkify: true }).use(markdownItLockstep, writeSource(mkdtempSync('/tmp/b-')));
const pages = [...ownPages(), ...[10_000, 25_000, 50_000].map((size, index) => generatedPage(size, { seed: index + 1 }))].map(p=>process.argv[2]==='tags'?withParts(p, FORMS.tags):p);
for (let i=0;i<150;i++) for (const p of pages) md.render(p,{});
