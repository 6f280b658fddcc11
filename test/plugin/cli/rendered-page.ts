import { directoryWith } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';
import type { Outcome } from './command-line.ts';

/** The configuration that pages are rendered over. */
export const INI = `[s]
port = 8080
pipe = a|b
name = *star*

[t]
; two
a = 1
b = 2
`;

/** Renders one page over {@link INI}. */
export async function render(page: string, name = 'page.md'): Promise<Outcome> {
  const cwd = directoryWith({ 'app.ini': INI, [name]: page });
  return lockstep(cwd, ['render', name, '--source', 'app=app.ini']);
}
