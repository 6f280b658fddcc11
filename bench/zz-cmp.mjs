import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { mkdtempSync } from 'node:fs';
import { generatedPage, ownPages } from '/work/main/bench/lib/prose.mjs';
import { compare } from '/work/main/bench/lib/measure.mjs';
import { FORMS, withParts, writeSource } from '/work/main/bench/lib/tagged.mjs';
const mk = () => new MarkdownIt({ html: true, linkify: true });
const plain = mk(),
  plain2 = mk(),
  ls = mk().use(markdownItLockstep, writeSource(mkdtempSync('/tmp/b-')));
const flat = (s) => Buffer.from(s).toString();
const pages = [
  ...ownPages(),
  ...[8_000, 16_000, 32_000].map((size, index) => generatedPage(size, { seed: index + 1 })),
].map(flat);
const tagged = pages.map((p) => withParts(p, FORMS.tags)),
  literal = pages.map((p) => withParts(p, FORMS.literal));
const run = (md, ps) => {
  for (let i = 0; i < 3; i++) for (const p of ps) md.render(p, {});
};
const V = [
  () => run(plain, pages),
  () => run(plain2, pages),
  () => run(ls, pages),
  () => run(plain, literal),
  () => run(ls, tagged),
];
const wall = V.map(() => []),
  cpu = V.map(() => []);
for (let r = -10; r < 60; r++)
  V.forEach((v, i) => {
    globalThis.gc?.();
    const c = process.cpuUsage(),
      w = performance.now();
    v();
    const w2 = performance.now() - w,
      c2 = process.cpuUsage(c);
    if (r >= 0) {
      wall[i].push(w2);
      cpu[i].push((c2.user + c2.system) / 1000);
    }
  });
const f = (n, a, b) => {
  const x = compare(wall[a], wall[b]),
    y = compare(cpu[a], cpu[b]);
  console.log(
    n,
    'wall',
    x.ratio.toFixed(3),
    x.quartiles.map((q) => q.toFixed(2)),
    'cpu',
    y.ratio.toFixed(3),
    y.quartiles.map((q) => q.toFixed(2)),
    y.subject.toFixed(1),
    y.base.toFixed(1),
  );
};
f('plain2/plain', 1, 0);
f('ls/plain', 2, 0);
f('tags/literal', 4, 3);
f('literal/plain', 3, 0);
