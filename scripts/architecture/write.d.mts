/** The text of `oxlint.json`, as it should be. */
export declare function architectureText(): string;
