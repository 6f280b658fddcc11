import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { mkdtempSync } from 'node:fs';
import { generatedPage, ownPages } from '/work/main/bench/lib/prose.mjs';
import { FORMS, withParts, writeSource } from '/work/main/bench/lib/tagged.mjs';
const md = new MarkdownIt({ html: true, linkify: true });
const mode = process.argv[2];
if (mode !== 'literal') md.use(markdownItLockstep, writeSource(mkdtempSync('/tmp/b-')));
const pages = [
  ...ownPages(),
  ...[8_000, 16_000, 32_000].map((size, index) => generatedPage(size, { seed: index + 1 })),
].map((p) => withParts(p, FORMS[mode]));
const go = (n) => {
  for (let i = 0; i < n; i++) for (const p of pages) md.render(p, {});
};
go(60);
const c = process.cpuUsage();
go(200);
const d = process.cpuUsage(c);
console.log(mode, ((d.user + d.system) / 1000 / 200).toFixed(2), 'ms a set');
