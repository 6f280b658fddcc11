import { createRenderer } from '../../render/create-renderer.ts';
import type { TagRenderer } from '../../render/renderer.ts';
import type { RenderContext } from '../../render/scope.ts';
import { SourceError } from '../../sources/errors.ts';
import type { Sources } from '../../sources/source.ts';
import type { ParsedTag } from '../../tag/parse.ts';
import { TagError } from '../../tag/tag.ts';
import type { Tag } from '../../tag/tag.ts';
import type { Claim, Finding, Outcome } from '../finding.ts';
import type { CheckedPage } from '../page/checked-page.ts';
import { correctClaim } from './correct-claim.ts';
import { correctName } from './correct-name.ts';
import { definitionOf } from './definition.ts';
import { keysOf } from './keys-of-tag.ts';
import type { KeyOfTag } from './keys-of-tag.ts';

/** Checks the tags of a page. @param locale the page's language, as hosts tell it to the renderer */
export type TagChecker = (page: CheckedPage, locale?: string) => Outcome;

/** What the same tag comes to wherever it stands. */
interface Result {
  readonly keys: readonly KeyOfTag[];
  /** What was thrown, if anything was. */
  readonly error: unknown;
}

const FALSE_CLAIM = 'false-claim';

/**
 * Makes a check that renders the tags of pages as hosts do: what a host would refuse is a finding with the same code,
 * and every key that a tag shows is a claim. A false claim comes with what would be true. Tags in places where none is
 * expanded are findings too. Sources with errors are not reported here.
 *
 * Tags that read alike are rendered once, for as long as the checker is used: sources must not change meanwhile.
 */
export function createTagChecker(sources: Sources, context: RenderContext = {}): TagChecker {
  const render = createRenderer(sources, context);
  const results = new Map<string, Result>();
  return (page, locale) => {
    const check = new PageTags(page, locale, sources, render, results);
    return check.outcome();
  };
}

class PageTags {
  readonly #page: CheckedPage;
  readonly #locale: string | undefined;
  readonly #sources: Sources;
  readonly #render: TagRenderer;
  readonly #results: Map<string, Result>;
  readonly #claims: Claim[] = [];
  readonly #findings: Finding[] = [];

  constructor(
    page: CheckedPage,
    locale: string | undefined,
    sources: Sources,
    render: TagRenderer,
    results: Map<string, Result>,
  ) {
    this.#page = page;
    this.#locale = locale;
    this.#sources = sources;
    this.#render = render;
    this.#results = results;
  }

  outcome(): Outcome {
    const { tags, unreached } = this.#page;
    this.#findings.push(...unreached.map((error) => this.#toFinding(error)));
    const places = new Set(unreached.map(({ span }) => span.start.offset));
    for (const each of tags) {
      if (!places.has(each.tag.span.start.offset)) this.#check(each);
    }
    return { claims: this.#claims, findings: this.#findings };
  }

  #check({ tag, errors }: ParsedTag): void {
    if (errors.length > 0) {
      this.#findings.push(...errors.map((error) => this.#mistake(error, tag)));
      return;
    }
    const { keys, error } = this.#resultOf(tag);
    const isFalse = error instanceof TagError && error.code === FALSE_CLAIM;
    if (error === undefined || isFalse) this.#claim(tag, keys, !isFalse);
    if (error === undefined || error instanceof SourceError) return;
    if (!(error instanceof TagError)) throw error;
    this.#findings.push(isFalse ? this.#falseClaim(error, tag, keys) : this.#mistake(error, tag));
  }

  /** Mistakes have places on the page, and are therefore found again wherever a tag stands. */
  #resultOf(tag: Tag): Result {
    const name = `${this.#locale ?? ''} ${tag.source}`;
    const known = this.#results.get(name);
    if (known && known.error === undefined) return known;
    const keys = known?.keys ?? keysOf(tag, this.#sources);
    const result = { keys, error: this.#tryRender(tag) };
    this.#results.set(name, result);
    return result;
  }

  #tryRender(tag: Tag): unknown {
    try {
      this.#render(tag, { path: this.#page.path, locale: this.#locale });
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #claim(tag: Tag, keys: readonly KeyOfTag[], holds: boolean): void {
    const { path: file } = this.#page;
    for (const { kind, source, key } of keys) {
      const span = kind === 'bound' && tag.body ? tag.body.span : tag.span;
      this.#claims.push({ kind, source: source.name, key, file, span, holds });
    }
  }

  #mistake(error: TagError, tag: Tag): Finding {
    const isTrue = (corrected: Tag): boolean => this.#tryRender(corrected) === undefined;
    return { ...this.#toFinding(error), fix: correctName(error, tag, this.#sources, isTrue) };
  }

  #falseClaim(error: TagError, tag: Tag, keys: readonly KeyOfTag[]): Finding {
    const isTrue = (claim: Tag): boolean => this.#tryRender(claim) === undefined;
    const print = (plain: Tag): ReturnType<TagRenderer> =>
      this.#render(plain, { path: this.#page.path, locale: this.#locale });
    const [first] = keys;
    return {
      ...this.#toFinding(error),
      key: first?.key,
      related: first && definitionOf(first),
      fix: correctClaim(tag, keys, this.#page.text, { isTrue, print }),
    };
  }

  #toFinding({ code, message, span, nearest }: TagError): Finding {
    const suggestion = `; did you mean \`${nearest}\`?`;
    const isSuggested = nearest !== undefined && message.endsWith(suggestion);
    return {
      code,
      severity: 'error',
      message: isSuggested ? message.slice(0, -suggestion.length) : message,
      file: this.#page.path,
      span,
      nearest,
    };
  }
}
