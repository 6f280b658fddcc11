import type { ConfigSchema, Environment, Problem, ResolvedConfig } from '@lockstep/config';
import { parseIni, parseYaml, provenanceText, resolveConfig, Secret } from '@lockstep/config';

/** What a test says about a configuration; a file's name decides its format. */
export interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly schema?: ConfigSchema;
  readonly env?: Environment;
  readonly complete?: boolean;
}

export function resolve({ files, ...options }: Given): ResolvedConfig {
  const documents = Object.entries(files).map(([file, text]) =>
    file.endsWith('.yaml') ? parseYaml(text, { file }) : parseIni(text, { file }),
  );
  return resolveConfig({ documents, complete: false, ...options });
}

/** `code file:line:column key` of each problem. */
export function places(problems: readonly Problem[]): string[] {
  return problems.map(({ code, file, span, key }) => {
    const place = span ? `${file}:${span.start.line}:${span.start.column}` : file;
    return `${code} ${place} ${key ?? ''}`.trim();
  });
}

/** The text of a secret, which only a test may print. */
export function revealed(resolved: ResolvedConfig, key: string): string {
  const value = resolved.values.get(key)?.value;
  if (!(value instanceof Secret)) throw new Error(`${key} is no secret`);
  return value.reveal();
}

/** The effective value of a key and where it comes from. */
export function effective(
  resolved: ResolvedConfig,
  key: string,
): [value: unknown, from: string] | undefined {
  const found = resolved.values.get(key);
  return found && [found.value, provenanceText(found.provenance)];
}
