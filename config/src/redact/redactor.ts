import type { ConfigDocument, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Environment, ResolvedConfig } from '../layers/resolved.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import { assignmentCuts } from './assignments.ts';
import { documentSecrets, effectiveSecrets, environmentSecrets } from './collect-secrets.ts';
import { applyCuts, coversAll, type Cut, cutsWithin, mergeCuts } from './cuts.ts';
import { documentCuts, doubtfulCuts } from './document-cuts.ts';
import { hiddenNames } from './hidden-names.ts';
import { KnownSecrets } from './known-secrets.ts';
import { SecretRules } from './secret-rules.ts';
import { shapeCuts } from './secret-shapes.ts';
import { isSpoken, vocabularyOf } from './spoken-names.ts';
import { textCuts, valueCuts } from './value-cuts.ts';

/** What a redactor knows. All of it is optional; with nothing it goes by the shape of values and the names of keys. */
export interface RedactorOptions {
  /** Says which keys are secret. @default the schema of `resolved` */
  readonly schema?: ConfigSchema | undefined;
  /** Its documents and values are searched for secrets, which are then hidden in every text. */
  readonly resolved?: ResolvedConfig | undefined;
  /** Further documents to search for secrets, where they could not be resolved. */
  readonly documents?: readonly ConfigDocument[] | undefined;
  /** Environment variables to search for secrets, where a configuration reads them. */
  readonly env?: Environment | undefined;
  /** Globs (`*`) of key paths that are secret: `smtp.*`, `*.pin`. */
  readonly globs?: readonly string[] | undefined;
}

/** Hides secrets in everything that is shown. Made by {@link createRedactor}. */
export interface Redactor {
  /** Whether an entry's whole value is secret. A URL with a password in it is not; its password is hidden all the same. */
  isSecret(entry: Entry): boolean;
  /** The same for a value that stands in no document. @param text the value's text */
  isSecretValue(path: KeyPath, text: string): boolean;
  /** An entry's value as it may be shown: the source text, quotes kept, references to the environment kept. */
  value(entry: Entry): string;
  /** The same for the text of a value that stands in no document. */
  valueText(path: KeyPath, text: string): string;
  /** Free text, such as a comment or prose: secrets by shape, known secrets, and what is assigned to a secret name. */
  text(text: string): string;
  /** What {@link Redactor.text} hides: merged, in source order. */
  textCuts(text: string): readonly Cut[];
  /**
   * A message of our own, which may name a secret key and go on with a colon: secrets by shape and known secrets. The
   * schema's own names are never hidden.
   *
   * @param more what else to hide in it
   */
  message(text: string, more?: readonly Cut[]): string;
  /** What to hide in a document's source: merged, in source order. */
  cuts(document: ConfigDocument): readonly Cut[];
  /** The same where a mistake is shown: what may be a secret that lost its key is hidden as well. */
  strictCuts(document: ConfigDocument): readonly Cut[];
}

/**
 * Makes a redactor. What is secret: what the schema says, then the configured globs, then what looks like a secret (PEM,
 * JWT, a URL's password, published token prefixes, random strings), then what is called like one. A schema that knows a
 * key and does not call it secret overrules its name, never the shape of its value.
 */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const { resolved, documents = [], env = {}, globs = [] } = options;
  const rules = new SecretRules(options.schema ?? resolved?.schema, globs);
  const all = [...new Set([...(resolved?.documents ?? []), ...documents])];
  const secrets = [
    ...documentSecrets(all, rules),
    ...effectiveSecrets(resolved?.values.values() ?? [], rules),
    ...environmentSecrets(env, all, rules),
  ];
  return new RuleRedactor(rules, secrets, all);
}

class RuleRedactor implements Redactor {
  readonly #rules: SecretRules;
  readonly #secrets: readonly string[];
  readonly #vocabulary: ReadonlySet<string>;
  /** What is looked for in texts; made when first needed. */
  #inTexts: KnownSecrets | undefined;
  readonly #all: readonly ConfigDocument[];
  readonly #documents = new WeakMap<Entry, ConfigDocument>();
  readonly #cuts = new WeakMap<ConfigDocument, readonly Cut[]>();
  readonly #strictCuts = new WeakMap<ConfigDocument, readonly Cut[]>();

  constructor(
    rules: SecretRules,
    secrets: readonly string[],
    documents: readonly ConfigDocument[],
  ) {
    this.#rules = rules;
    this.#secrets = secrets;
    this.#vocabulary = vocabularyOf(rules.schema);
    this.#all = documents;
    for (const document of documents) {
      for (const entry of document.entries) this.#documents.set(entry, document);
    }
  }

  isSecret(entry: Entry): boolean {
    return this.#rules.isSecretEntry(entry) || coversAll(entry.value.raw, this.#foundIn(entry));
  }

  isSecretValue(path: KeyPath, text: string): boolean {
    return this.#rules.isSecret(path, text);
  }

  value(entry: Entry): string {
    const cuts = [...valueCuts(entry, this.#rules), ...this.#foundIn(entry)];
    return this.#hide(entry.value.raw, cuts);
  }

  valueText(path: KeyPath, text: string): string {
    return this.#hide(text, textCuts(path, text, this.#rules));
  }

  text(text: string): string {
    return applyCuts(text, this.textCuts(text));
  }

  textCuts(text: string): readonly Cut[] {
    return this.#allCuts(text, [...shapeCuts(text), ...assignmentCuts(text)]);
  }

  message(text: string, more: readonly Cut[] = []): string {
    const cuts = [...shapeCuts(text), ...more];
    return this.#hide(
      text,
      cuts.filter((cut) => !isSpoken(text, cut, this.#vocabulary)),
    );
  }

  cuts(document: ConfigDocument): readonly Cut[] {
    return remember(this.#cuts, document, () => {
      const isKnown = this.#all.includes(document);
      const own = isKnown ? [] : documentSecrets([document], this.#rules);
      const secrets = [...this.#secrets, ...own];
      const known = new KnownSecrets(secrets, this.#vocabulary);
      return mergeCuts([...documentCuts(document, this.#rules), ...known.cuts(document.source)]);
    });
  }

  strictCuts(document: ConfigDocument): readonly Cut[] {
    return remember(this.#strictCuts, document, () =>
      mergeCuts([...this.cuts(document), ...doubtfulCuts(document, this.#rules)]),
    );
  }

  /** What its document hides in an entry's value, by a secret that runs over more than the value, for example. */
  #foundIn(entry: Entry): readonly Cut[] {
    const document = this.#documents.get(entry);
    if (!document) return [];
    const { start, end } = entry.value.span;
    const cuts = cutsWithin(this.cuts(document), start.offset, end.offset);
    return cuts.map((cut) => ({
      start: Math.max(cut.start, start.offset) - start.offset,
      end: Math.min(cut.end, end.offset) - start.offset,
    }));
  }

  #hide(text: string, cuts: readonly Cut[]): string {
    return applyCuts(text, this.#allCuts(text, cuts));
  }

  /** With what is known to be secret. */
  #allCuts(text: string, cuts: readonly Cut[]): readonly Cut[] {
    this.#inTexts ??= new KnownSecrets(
      [...this.#secrets, ...this.#secretNames()],
      this.#vocabulary,
    );
    return mergeCuts([...cuts, ...this.#inTexts.cuts(text)]);
  }

  /** Names of keys and sections that are (a part of) a secret, because its line was taken for one. */
  #secretNames(): readonly string[] {
    return this.#all.flatMap((document) => hiddenNames(document, this.cuts(document)));
  }
}

function remember<K extends object, V>(cache: WeakMap<K, V>, key: K, make: () => V): V {
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const value = make();
  cache.set(key, value);
  return value;
}
