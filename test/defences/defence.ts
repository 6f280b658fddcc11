/** A test that goes red when a defence is missing. */
export interface Witness {
  /** From the root of the repository. */
  readonly file: string;
  /** A part of the test's full name, its suites before it. */
  readonly name: string;
}

/** A text that is taken out of a source file. */
export interface Removal {
  /** Source file, from the root of the repository. */
  readonly file: string;
  /** Text that is in the file exactly once. */
  readonly remove: string;
  /** What stands there instead. @default nothing */
  readonly put?: string;
}

/** One defence of the server, how to take it out, and the tests that go red without it. */
export interface Defence extends Removal {
  /** What it holds off. */
  readonly name: string;
  /** What goes with it: a second lock on the same door, without which the first one is not missed. */
  readonly also?: readonly Removal[];
  /** Each of them goes red. */
  readonly witnesses: readonly Witness[];
}

/** All that is taken out with a defence. */
export function removalsOf(defence: Defence): readonly Removal[] {
  return [defence, ...(defence.also ?? [])];
}

/** A test of an attack that no code of ours holds off, or that holds off nothing. */
export interface Elsewhere {
  readonly witness: Witness;
  /** What does, or what the test is there for. */
  readonly because: string;
}

/** A test of an attack. */
export function attack(file: string, name: string): Witness {
  return { file: `test/attack/${file}.test.ts`, name };
}

/** A test of a case of the OpenID conformance suite. */
export function conformance(file: string, name: string): Witness {
  return { file: `test/conformance/${file}.test.ts`, name };
}

/** A test of the server's parts. */
export function server(file: string, name: string): Witness {
  return { file: `test/server/${file}.test.ts`, name };
}

/** A test of stores that fail. */
export function chaos(file: string, name: string): Witness {
  return { file: `test/chaos/${file}.test.ts`, name };
}
