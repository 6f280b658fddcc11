import { formatKeyPath } from '@lockstep/config';
import type { ConfigDocument } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';
import type { Finding } from '../finding.ts';
import { isPlaceholder } from '../placeholder.ts';

/**
 * Secrets of the schema that a file has in clear: whoever can read the repository can read them. References to the
 * environment, empty values and what is obviously a placeholder are none. The value itself is never repeated.
 */
export function checkSecretLiterals(
  document: ConfigDocument,
  { schema }: Source,
): readonly Finding[] {
  if (!schema) return [];
  return document.entries.flatMap((entry) => {
    const setting = schema.find(entry.path) ?? schema.findAlias(entry.path)?.setting;
    if (!setting?.secret || isPlaceholder(entry.value.text)) return [];
    const key = formatKeyPath(entry.path);
    const variable = setting.env ?? 'NAME';
    return [
      {
        code: 'secret-literal',
        severity: 'error',
        message: `The secret \`${key}\` is written out`,
        file: document.file,
        span: entry.value.span,
        key,
        expected: `a reference such as \`\${${variable}}\``,
      } satisfies Finding,
    ];
  });
}
