import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { NAME_WORD } from '../schema/check-names.ts';
import type { Setting } from '../schema/config-schema.ts';
import type { EnvCandidate } from './candidate.ts';
import { ENVIRONMENT } from './layer-problem.ts';
import type { Place } from './places.ts';
import { variableValue } from './references.ts';
import type { Environment } from './resolved.ts';

/** What the environment says about the keys of a schema. */
export interface EnvLayer {
  readonly candidates: readonly EnvCandidate[];
  readonly problems: readonly Problem[];
}

/**
 * The variables that override keys. An empty one counts as unset. In a map, `NAME` stands for a table that a file has:
 * its name in capitals, with `_` for what a variable's name cannot hold. A variable never makes a table.
 */
export function readEnvLayer(places: readonly Place[], env: Environment): EnvLayer {
  const problems: Problem[] = [];
  const owners = new Map<string, KeyPath>();
  const candidates: EnvCandidate[] = [];
  for (const { path, setting } of places) {
    const variable = variableFor(setting, path);
    const text = variable === undefined ? undefined : variableValue(env, variable);
    if (variable === undefined || text === undefined) continue;
    const owner = owners.get(variable);
    if (owner) problems.push(ambiguous(variable, owner, path));
    else candidates.push({ layer: 'env', path, setting, variable, text });
    owners.set(variable, owner ?? path);
  }
  return { candidates, problems };
}

/** The variable of a concrete key: `OIDC_NAME_ISSUER` of `oidc.providers.my-idp.issuer` is `OIDC_MY_IDP_ISSUER`. */
export function variableFor(setting: Setting, path: KeyPath): string | undefined {
  let variable = setting.env;
  for (const [index, segment] of setting.path.entries()) {
    if (segment !== '*') continue;
    const name = path[index]!.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
    variable = variable?.replace(NAME_WORD, () => name);
  }
  return variable;
}

function ambiguous(variable: string, first: KeyPath, second: KeyPath): Problem {
  const message = `Variable \`${variable}\` stands for \`${formatKeyPath(first)}\` and for \`${formatKeyPath(second)}\``;
  return {
    code: 'ambiguous-variable',
    severity: 'error',
    message,
    file: ENVIRONMENT,
    key: formatKeyPath(second),
  };
}
