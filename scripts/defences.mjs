/**
 * Takes each defence of the server out, one at a time, and runs the tests that have to notice: `npm run defences [TEXT…]`
 * takes those alone that have one of the texts in their name or file. Files stay as they are: the text is replaced while
 * the source is loaded.
 *
 * Fails when a test is red with everything in place, when a text is not found exactly once, when a test stays green
 * without its defence, or when it fails by anything but an assertion: then it has not seen the attack succeed. And, run
 * for all of them, when a test of an attack is the witness of none.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import pc from 'picocolors';
import { createVitest } from 'vitest/node';
import { importSource } from './lib/import-source.mjs';
import { fail } from './lib/report.mjs';
import { ROOT } from './lib/run.mjs';

const conditions = ['@lockstep/source', 'development'];
const TIMEOUT = 60_000;

const { removalsOf } = await importSource('test/attack/defences/defence.ts');
const { ELSEWHERE } = await importSource('test/attack/defences/elsewhere.ts');
const { DEFENCES } = await importSource('test/attack/defences/index.ts');
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
  const complete = await run(chosen);
  const outcomes = [];
  for (const defence of chosen) {
    const outcome = faultBefore(complete, defence) ?? (await prove(defence));
    outcomes.push(outcome);
    print(defence, outcome);
  }
  const proven = outcomes.filter(({ isProven }) => isProven).length;
  console.log(`\n${proven} of ${chosen.length} defences are what makes their test pass`);
  const idle = chosen === DEFENCES ? idleAttacks(complete) : [];
  for (const name of idle) console.log(`${pc.red('IDLE')}    no defence needs the test "${name}"`);
  return proven === chosen.length && idle.length === 0;
}

/** The tests of attacks that no defence names, and for which nothing says why. */
function idleAttacks(complete) {
  const known = [
    ...DEFENCES.flatMap(({ witnesses }) => witnesses),
    ...ELSEWHERE.map(({ witness }) => witness),
  ];
  return complete
    .filter(({ moduleId }) => moduleId.startsWith(`${ROOT}test/attack/`))
    .flatMap(({ moduleId, children }) =>
      Array.from(children.allTests(), ({ fullName }) => ({ moduleId, name: nameOf(fullName) })),
    )
    .filter(
      ({ moduleId, name }) =>
        !known.some((each) => moduleId === ROOT + each.file && name.includes(each.name)),
    )
    .map(({ name }) => name);
}

/** Why a defence proves nothing even while it is there. */
function faultBefore(complete, defence) {
  const counts = removalsOf(defence).map(
    ({ file, remove }) => readFileSync(ROOT + file, 'utf8').split(remove).length - 1,
  );
  const wrong = counts.find((count) => count !== 1);
  if (wrong !== undefined) return lost(`its text is found ${wrong} times`);
  const faults = defence.witnesses.map((witness) => {
    const cases = casesOf(complete, witness);
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
    const modules = await run([defence]);
    const judged = defence.witnesses.map((witness) => judge(witness, casesOf(modules, witness)));
    return judged.find(({ isProven }) => !isProven) ?? judged[0];
  } finally {
    takeOut([]);
  }
}

/** Puts back what was missing, and takes this out. */
function takeOut(removals) {
  const files = [...missing, ...removals].map(({ file }) => file);
  missing = removals;
  for (const file of files) vitest.invalidateFile(ROOT + file);
}

/** Whether a test has seen the attack succeed. */
function judge({ name }, cases) {
  if (cases.length === 0) return lost('the tests could not be loaded without it');
  const red = cases.filter(({ state }) => state === 'failed');
  if (red.length === 0) return lost(`"${name}" stays green without it`);
  const seen = red.find(({ errors }) => errors.some((error) => error.name === 'AssertionError'));
  if (seen === undefined) return lost(`"${name}" fails by accident: ${reasonOf(red[0])}`);
  return { isProven: true, reason: reasonOf(seen) };
}

/** Runs the witnesses of some defences and nothing else of their files. */
async function run(defences) {
  const witnesses = defences.flatMap((defence) => defence.witnesses);
  const names = [...new Set(witnesses.map(({ name }) => escape(name)))];
  vitest.setGlobalTestNamePattern(new RegExp(names.join('|'), 'u'));
  const files = [...new Set(witnesses.map(({ file }) => ROOT + file))];
  const specifications = await vitest.globTestSpecifications(files);
  const { testModules } = await vitest.runTestSpecifications(specifications);
  return testModules;
}

function casesOf(modules, { file, name }) {
  return modules
    .filter(({ moduleId }) => moduleId === ROOT + file)
    .flatMap(({ children }) => Array.from(children.allTests()))
    .filter(({ fullName }) => nameOf(fullName).includes(name))
    .map((testCase) => {
      const { state, errors = [] } = testCase.result();
      return { state, errors };
    });
}

/** A full name as witnesses have it. */
function nameOf(fullName) {
  return fullName.replaceAll(' > ', ' ');
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
