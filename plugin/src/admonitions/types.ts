/** Types of admonitions that Docusaurus and VitePress have. */
type HostType = 'note' | 'tip' | 'info' | 'warning' | 'danger';

/** What the types of Material for MkDocs come nearest to, by colour and meaning. */
const HOST_TYPES: ReadonlyMap<string, HostType> = new Map([
  ...named('note', 'note', 'seealso', 'quote', 'cite'),
  ...named('tip', 'tip', 'hint', 'important', 'success', 'check', 'done'),
  ...named('info', 'info', 'todo', 'abstract', 'summary', 'tldr'),
  ...named('info', 'question', 'help', 'faq', 'example'),
  ...named('warning', 'warning', 'caution', 'attention'),
  ...named('danger', 'danger', 'error', 'failure', 'fail', 'missing', 'bug'),
]);

/** The type of a host for one of MkDocs; a type that is not known is a note, as in MkDocs. */
export function hostTypeOf(type: string | undefined): HostType {
  return HOST_TYPES.get(type ?? '') ?? 'note';
}

function named(hostType: HostType, ...types: string[]): readonly (readonly [string, HostType])[] {
  return types.map((type) => [type, hostType]);
}
