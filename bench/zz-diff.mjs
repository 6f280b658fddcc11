import { parseIni, parseYaml, selectBlocks, findSection } from '@lockstep/config';
import { selectBlocks as old } from '/tmp/old/selection.js';
import { findSection as oldFind, sectionNames } from '/tmp/old/sections.js';
import { execSync } from 'node:child_process'; import { readFileSync } from 'node:fs';
let seed=7; const rnd=()=>{seed=(seed*1103515245+12345)&0x7fffffff;return seed/0x7fffffff}; const pick=a=>a[Math.floor(rnd()*a.length)];
const iniLine=()=>pick(['','','; note','# other','[a]','[b]','[a.b]','[a.b.c]','["a.b"]','[]','[d','k = 1','a.b = 2','l[] = x','l[] = y',';k = 3',';[a]','; long\n; note','junk','x.y.z = 1','flag','',"q = 'v' ; c"]);
const yamlDocs=[ 'a:\n  b: 1 # c\n\n  # note\n  c: {x: 1, y: {z: 2}}\n# lead\nb:\n  - 1\n  - 2\n', 'base: &b\n  k: 1\n  # n\n  m: 2\nprod:\n  <<: *b\n  z: 3\n\n# x: 4\nempty: {}\nflow: {p: {q: 1}, r: 2}\n', '---\na: {b: {c: 1}}\n...\n', '{a: {b: 1}, c: {d: 2}}\n','x: &x {k: 1}\ny: *x\nz:\n  - *x\n  # c\n  - a: 1\n' ];
const files=execSync("find examples test config docs-site server -path '*/node_modules' -prune -o \\( -name '*.ini' -o -name '*.yaml' -o -name '*.yml' -o -name '*.conf' \\) -print",{encoding:'utf8'}).trim().split('\n');
const docs=[]; for(const f of files){const t=readFileSync(f,'utf8'); docs.push(/ya?ml$/.test(f)?parseYaml(t,{file:f}):parseIni(t,{file:f}));}
for(const y of yamlDocs)docs.push(parseYaml(y,{file:'y.yaml'}));
for(let i=0;i<4000;i++){docs.push(parseIni(Array.from({length:1+Math.floor(rnd()*25)},iniLine).join('\n')+pick(['','\n']),{file:'r.ini',dialect:pick([undefined,undefined,'systemd','configparser','php'].filter(x=>{try{x&&parseIni('',{file:'',dialect:x});return true}catch{return false}}))}));}
for(let i=0;i<1500;i++){ // random yaml
 const gen=(d)=>Array.from({length:1+Math.floor(rnd()*4)},()=>pick(['a','b','c','k','m'])).filter((x,i,a)=>a.indexOf(x)===i).map(k=>'  '.repeat(d)+pick(['','# c\n'+'  '.repeat(d),'\n','# z: 1\n'+'  '.repeat(d)])+k+':'+(d<3&&rnd()<.5?'\n'+gen(d+1):pick([' 1',' {x: 1}',' {}',' [1, 2]',' t # c']))).join('\n');
 docs.push(parseYaml(gen(0)+'\n',{file:'r.yaml'}));}
let n=0,bad=0,found=0; const s=x=>JSON.stringify(x.map(b=>[b.kind,b.span.start.offset,b.span.end.offset]));
for(const d of docs){const secs=[undefined,['a'],['a','b'],['b'],['a.b'],['x','y'],...sectionNames(d).map(x=>x.split('.'))];
 for(const section of secs){ if(section && JSON.stringify(findSection(d,section))!==JSON.stringify(oldFind(d,section))){bad++;console.log('find',section)}
  for(const keys of [undefined,['k'],['*b*'],['x','z']])for(const except of [undefined,['k']])for(const depth of ['all','self'])for(const comments of ['all','leading','none']){n++;const q={section,keys,except,depth,comments};const a=s(selectBlocks(d,q)),b=s(old(d,q));if(b!=='[]')found++;if(a!==b){bad++;if(bad<6)console.log(JSON.stringify(d.source),JSON.stringify(q),a,b)}}}}
console.log({docs:docs.length,n,found,bad});
