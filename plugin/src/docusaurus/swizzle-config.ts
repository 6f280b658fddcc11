/** What `docusaurus swizzle` is told about a component. */
interface SwizzleComponent {
  readonly actions: { readonly wrap: 'safe'; readonly eject: 'safe' };
  readonly description: string;
}

/** Upstream: `SwizzleConfig` of `@docusaurus/types`. */
export interface SwizzleConfig {
  readonly components: Readonly<Record<string, SwizzleComponent>>;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  LockstepReference: 'All keys of a reference page, with the filter above them',
  LockstepFilter: 'The field and the buttons that filter the keys',
  LockstepEntry: 'One key: marks, key path, environment variable, buttons that copy',
  LockstepEvidence: 'What a test observed with two values of a key',
};

/** The components of the theme that a site may safely wrap or replace. */
export function getSwizzleConfig(): SwizzleConfig {
  const actions = { wrap: 'safe', eject: 'safe' } as const;
  const components = Object.entries(DESCRIPTIONS).map(
    ([name, description]) => [name, { actions, description }] as const,
  );
  return { components: Object.fromEntries(components) };
}
