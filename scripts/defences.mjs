/**
 * Takes each defence of the server out, one at a time, and runs the tests that have to notice: `npm run defences [TEXT…]`
 * takes those alone that have one of the texts in their name or file. Files stay as they are: the text is replaced while
 * the source is loaded, or what was compiled of it, where a test starts servers as processes of their own.
 *
 * Fails when a test is red with everything in place, when a text is not found exactly once, when a test stays green
 * without its defence, or when it fails by anything but an assertion: then it has not seen the attack succeed. And, run
 * for all of them, when a test of an attack, of conformance or of chaos was never red.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import pc from 'picocolors';
import { createVitest } from 'vitest/node';
import { importSource } from './lib/import-source.mjs';
import { fail } from './lib/report.mjs';
import { ROOT } from './lib/run.mjs';

const conditions = ['@lockstep/source', 'development'];
const TIMEOUT = 240_000;
/** Each test in them is seen failing once, or has a reason why not. */
const FOLDERS = ['test/attack/', 'test/conformance/', 'test/chaos/'];
const LOADER = new URL('lib/replacing-loader.mjs', import.meta.url).href;

const { removalsOf } = await importSource('test/defences/defence.ts');
const { ELSEWHERE } = await importSource('test/defences/elsewhere.ts');
const { DEFENCES } = await importSource('test/defences/index.ts');
const texts = process.argv.slice(2).map((text) => text.toLowerCase());
const chosen =
  texts.length === 0
    ? DEFENCES
    : DEFENCES.filter(({ name, file }) => {
        const label = `${name} ${file}`.toLowerCase();
        return texts.some((text) => label.includes(text));
      });
if (chosen.length === 0) fail(`No defence has ${texts.join(' or ')} in its name or file`);

/** What is missing now. */
let missing = [];
/** The tests that have seen an attack succeed. */
const seen = new Set();
const removal = {
  name: 'lockstep:defences',
  enforce: 'pre',
  transform(code, id) {
    const removals = missing.filter(({ file }) => relative(ROOT, id.split('?')[0]) === file);
    return removals.length === 0 ? null : { code: removals.reduce(without, code), map: null };
  },
};

const vitest = await createVitest(
  'test',
  {
    config: false,
    root: `${ROOT}test`,
    watch: false,
    silent: true,
    reporters: [{}],
    include: ['**/*.test.ts'],
    globalSetup: ['support/compile.ts'],
    testTimeout: TIMEOUT,
    hookTimeout: TIMEOUT,
  },
  { plugins: [removal], resolve: { conditions }, ssr: { resolve: { conditions } } },
);
try {
  process.exitCode = (await proveAll()) ? 0 : 1;
} finally {
  await vitest.close();
}

async function proveAll() {
  const complete = await run(chosen, chosen === DEFENCES ? FOLDERS : []);
  const outcomes = [];
  for (const defence of chosen) {
    const outcome = faultBefore(complete, defence) ?? (await prove(defence));
    outcomes.push(outcome);
    print(defence, outcome);
  }
  const proven = outcomes.filter(({ isProven }) => isProven).length;
  console.log(`\n${proven} of ${chosen.length} defences are what makes their test pass`);
  const idle = chosen === DEFENCES ? idleTests(complete) : [];
  for (const test of idle) console.log(`${pc.red('IDLE')}    no defence needs the test ${test}`);
  return proven === chosen.length && idle.length === 0;
}

/** The tests that have seen no attack succeed, and for which nothing says why. */
function idleTests(complete) {
  return complete
    .filter(({ file }) => FOLDERS.some((folder) => file.startsWith(folder)))
    .filter((test) => !ELSEWHERE.some(({ witness }) => isMeant(witness, test)))
    .map(labelOf)
    .filter((label) => !seen.has(label));
}

/** Why a defence proves nothing even while it is there. */
function faultBefore(complete, defence) {
  const counts = removalsOf(defence).map(
    ({ file, remove }) => readFileSync(ROOT + file, 'utf8').split(remove).length - 1,
  );
  const wrong = counts.find((count) => count !== 1);
  if (wrong !== undefined) return lost(`its text is found ${wrong} times`);
  const faults = defence.witnesses.map((witness) => {
    const cases = complete.filter((test) => isMeant(witness, test));
    if (cases.length === 0) return `there is no test "${witness.name}"`;
    const red = cases.find(({ state }) => state !== 'passed');
    return red && `"${witness.name}" is red with everything in place: ${reasonOf(red)}`;
  });
  const fault = faults.find((each) => each !== undefined);
  return fault && lost(fault);
}

async function prove(defence) {
  takeOut(removalsOf(defence));
  try {
    const cases = await run([defence]);
    for (const test of cases.filter(hasSeen)) seen.add(labelOf(test));
    const judged = defence.witnesses.map((witness) => judge(witness, cases));
    return judged.find(({ isProven }) => !isProven) ?? judged[0];
  } finally {
    takeOut([]);
  }
}

/** Puts back what was missing, and takes this out. */
function takeOut(removals) {
  const all = removals.length === 0 ? [] : [...removals, inProcesses(removals)];
  const files = [...missing, ...all].map(({ file }) => file);
  missing = all;
  for (const file of files) vitest.invalidateFile(ROOT + file);
}

/** Servers that are processes of their own load what was compiled: Node takes the texts out there. */
function inProcesses(removals) {
  const data = removals.map(({ file, remove, put }) => ({ url: compiledOf(file), remove, put }));
  const call = `import { register } from 'node:module'; register('${LOADER}', ${JSON.stringify({ data })});`;
  const url = `data:text/javascript,${encodeURIComponent(call)}`;
  const put = `['--import', ${JSON.stringify(url)}, SERVER,`;
  return { file: 'test/chaos/fleet.ts', remove: '[SERVER,', put };
}

function compiledOf(file) {
  return pathToFileURL(ROOT + file.replace('/src/', '/dist/').replace(/\.ts$/u, '.js')).href;
}

/** Whether a test has seen the attack succeed. */
function judge(witness, all) {
  const { name } = witness;
  const cases = all.filter((test) => isMeant(witness, test));
  if (cases.length === 0) return lost('the tests could not be loaded without it');
  const red = cases.filter(({ state }) => state === 'failed');
  if (red.length === 0) return lost(`"${name}" stays green without it`);
  const witnessed = red.find(hasSeen);
  if (witnessed === undefined) return lost(`"${name}" fails by accident: ${reasonOf(red[0])}`);
  return { isProven: true, reason: reasonOf(witnessed) };
}

/** Runs the witnesses of some defences and nothing else of their files. Other files are only looked into. */
async function run(defences, others = []) {
  const witnesses = defences.flatMap((defence) => defence.witnesses);
  const names = [...new Set(witnesses.map(({ name }) => escape(name)))];
  vitest.setGlobalTestNamePattern(new RegExp(names.join('|'), 'u'));
  const files = [...new Set([...witnesses.map(({ file }) => file), ...others])];
  const specifications = await vitest.globTestSpecifications(files.map((file) => ROOT + file));
  const { testModules } = await vitest.runTestSpecifications(specifications);
  return testModules.flatMap(({ moduleId, children }) =>
    Array.from(children.allTests(), (test) => resultOf(relative(ROOT, moduleId), test)),
  );
}

function resultOf(file, test) {
  const { state, errors = [] } = test.result();
  // As witnesses have it.
  return { file, name: test.fullName.replaceAll(' > ', ' '), state, errors };
}

/** Whether a test is among those that a witness names. */
function isMeant(witness, { file, name }) {
  return file === witness.file && name.includes(witness.name);
}

/** A property fails with the assertion as its cause. */
function hasSeen({ state, errors }) {
  const names = errors.flatMap(({ name, cause }) => [name, cause?.name]);
  return state === 'failed' && names.includes('AssertionError');
}

function labelOf({ file, name }) {
  return `"${name}" of ${file}`;
}

function without(code, { remove, put = '' }) {
  return code.replace(remove, () => put);
}

function escape(text) {
  return text.replaceAll(/[\\^$.|?+*()[\]{}/]/gu, String.raw`\$&`);
}

function lost(reason) {
  return { isProven: false, reason };
}

function reasonOf({ errors, state }) {
  const [line] = (errors[0]?.message ?? state).split('\n');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function print({ name, file }, { isProven, reason }) {
  const mark = isProven ? pc.green('proven') : pc.red('FAILED');
  console.log(`${mark}  ${name}\n        ${pc.dim(`${file}: ${reason}`)}`);
}
