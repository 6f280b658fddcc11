import { parseIni, documentValues, LineCounter } from '@lockstep/config';
import { parse } from 'ini';
import { it } from 'vitest';
import { splitLines } from '../../../config/src/ini/lines.ts';
import { readBlocks } from '../../../config/src/ini/blocks.ts';
import { DIALECTS } from '@lockstep/config';
it('t', () => {
const big = Array.from({length: 100000}, (_, i) => i % 10 === 0 ? `[section.n${i}]` : i % 10 === 5 ? '; a comment line here' : `key_${i} = value number ${i} ; hi`).join('\n');
const time = (n: string, f: () => unknown) => { const t = performance.now(); f(); process.stdout.write(`${n} ${(performance.now()-t).toFixed(0)}\n`); };
for (let k=0;k<3;k++){ 
time('parseIni', () => parseIni(big, { file: 'b' }));
time('ini.parse', () => parse(big));
time('lines', () => splitLines(big));
time('blocks', () => readBlocks({ source: big, lines: splitLines(big), dialect: DIALECTS.default, report() {}, unclosedMarks: new Set() }));
const d = parseIni(big, { file: 'b' });
const c = new LineCounter(big);
time('spans', () => d.blocks.map(b => [c.span(b.span.start.offset, b.span.end.offset), c.span(b.span.start.offset, b.span.end.offset), c.span(b.span.start.offset, b.span.end.offset), c.span(b.span.start.offset, b.span.end.offset)]));
time('values', () => documentValues(d));
}
});
