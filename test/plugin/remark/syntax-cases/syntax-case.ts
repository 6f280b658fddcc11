/** One page: what its tree is, in `.md` and `.mdx`, or where its mistakes are. */
export interface SyntaxCase {
  readonly name: string;
  readonly markdown: string;
  /** The same in both formats, or one for each. */
  readonly tree: string | { readonly md: string; readonly mdx: string };
}
