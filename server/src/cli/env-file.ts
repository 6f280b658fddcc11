import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from '@lockstep/config';

/** A file of variables that cannot be read. */
class EnvFileError extends Error {
  constructor(file: string, reason: string) {
    super(`${file}: cannot be read as an environment file: ${reason}`);
    this.name = 'EnvFileError';
  }
}

/**
 * The environment with the variables of a file below it.
 *
 * @throws {EnvFileError}
 */
export function withEnvFile(env: Environment, file: string | undefined): Environment {
  if (file === undefined) return env;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...env };
  } catch (error) {
    throw new EnvFileError(file, error instanceof Error ? error.message : 'unknown failure');
  }
}
