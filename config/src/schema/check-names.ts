import type { Problem } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { aliasPath, aliasText } from './alias.ts';
import type { Setting } from './config-schema.ts';
import { schemaProblem } from './schema-problem.ts';
import type { SchemaNode } from './schema-node.ts';
import { nodeAt } from './schema-node.ts';

/** What stands for the name of a table in a variable: `OIDC_NAME_ISSUER`. */
export const NAME_WORD: RegExp = /(?<=^|_)NAME(?=_|$)/;

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Mistakes that only show between keys: a variable for two keys, an alias for two keys or over a live key. */
export function checkNames(
  settings: readonly Setting[],
  root: SchemaNode,
  file: string,
): Problem[] {
  return [...checkVariables(settings, file), ...checkAliases(settings, root, file)];
}

function checkVariables(settings: readonly Setting[], file: string): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const { env, path } of settings) {
    if (env === undefined) continue;
    const key = formatKeyPath(path);
    const owner = owners.get(env);
    if (!VARIABLE.test(env)) {
      problems.push(
        schemaProblem('invalid-variable', `\`${env}\` cannot be the name of a variable`, file, {
          path,
        }),
      );
    } else if (path.includes('*') && !NAME_WORD.test(env)) {
      const message = `Variable \`${env}\` of a key in a map needs the word \`NAME\` for the table`;
      problems.push(schemaProblem('invalid-variable', message, file, { path }));
    } else if (owner !== undefined) {
      const message = `Variable \`${env}\` sets \`${owner}\` already`;
      problems.push(schemaProblem('duplicate-variable', message, file, { path }));
    }
    owners.set(env, owner ?? key);
  }
  return problems;
}

function checkAliases(settings: readonly Setting[], root: SchemaNode, file: string): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const { aliases, path } of settings) {
    for (const alias of aliases) {
      const text = aliasText(alias);
      const old = aliasPath(alias);
      const owner = old && owners.get(formatKeyPath(old));
      const complaint = aliasComplaint(text, old, owner, root);
      if (complaint)
        problems.push(schemaProblem(complaint.code, complaint.message, file, { path }));
      if (old) owners.set(formatKeyPath(old), owner ?? formatKeyPath(path));
    }
  }
  return problems;
}

function aliasComplaint(
  text: string,
  old: ReturnType<typeof aliasPath>,
  owner: string | undefined,
  root: SchemaNode,
): { code: string; message: string } | undefined {
  if (!old) return { code: 'invalid-alias', message: `Alias \`${text}\` is no key path` };
  if (owner !== undefined)
    return { code: 'duplicate-alias', message: `Alias \`${text}\` leads to \`${owner}\` already` };
  if (!nodeAt(root, old)) return undefined;
  return {
    code: 'alias-shadows-key',
    message: `Alias \`${text}\` is the name of a live key or section`,
  };
}
