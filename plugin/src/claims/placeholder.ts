/** One or more references to the environment without a default, and nothing else. */
const REFERENCES = /^(?:\$\{[A-Za-z_]\w*(?::-|:\?[^}]*)?\}[\s,]*)+$/;
/** What examples write where a secret belongs. */
const FILLERS: readonly RegExp[] = [
  /^<[^<>]*>$/,
  /^(.)\1{2,}$/,
  /^\.{3}|…$/,
  /(?:change|replace)[-_ ]?(?:me|this|it)/i,
  /^(?:your|my|the|a|an|some|insert|enter)[-_ ]\w/i,
  /[-_ ](?:here|goes[-_ ]here)$/i,
  /^(?:todo|tbd|dummy|fake|placeholder|example|redacted|secret|password|none|null)$/i,
  /^\[redacted\]$/i,
];

/** Whether a text only holds the place of a secret: empty, a reference to the environment, or an obvious filler. */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  return value === '' || REFERENCES.test(value) || FILLERS.some((filler) => filler.test(value));
}
