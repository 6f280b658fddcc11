import { formatKeyPath, parseKeyPath } from '@lockstep/config';
import type { CheckedPage } from './page/checked-page.ts';
import type { IndexedSection, KeyIndex } from './key-index.ts';

/** Knows which sections a place of a page is about, so that a bare `timeout` can be told from its namesakes. */
export interface PageContext {
  /** Nearest first: by headings from the inside out, by the tag before the place, by the page's name, by other tags. */
  about(headings: readonly string[], offset: number): readonly IndexedSection[];
}

type About = readonly IndexedSection[];

/** A tag that names a section, and where it stands. */
interface Anchor {
  readonly offset: number;
  readonly sections: readonly IndexedSection[];
}

const BRACKETED = /\[([^\]\s]+)\]/;
/** Words that a heading about a section may add to its name. */
const HEADING_NOISE =
  /\b(?:the|and|section|sections|settings?|configuration|config|options?|parameters?|keys?|reference|management)\b/g;

const contexts = new WeakMap<
  CheckedPage,
  { readonly index: KeyIndex; readonly context: PageContext }
>();

/** What a page is about; read when first asked for. */
export function contextOf(page: CheckedPage, index: KeyIndex): PageContext {
  const known = contexts.get(page);
  if (known?.index === index) return known.context;
  const context = readContext(page, index);
  contexts.set(page, { index, context });
  return context;
}

/** Headings are looked up once each, and blocks below the same headings share the outcome. */
function readContext(page: CheckedPage, index: KeyIndex): PageContext {
  const byHeading = new Map<string, readonly IndexedSection[]>();
  const anchors = tagAnchors(page, index);
  const ofPage = sectionsOfHeading(stemOf(page.path), index);
  const ofTags = [...new Set(anchors.flatMap(({ sections }) => sections))];
  const ofHeading = (heading: string): readonly IndexedSection[] => {
    const known = byHeading.get(heading);
    if (known) return known;
    const sections = sectionsOfHeading(heading, index);
    byHeading.set(heading, sections);
    return sections;
  };
  const around = (headings: readonly string[], anchor: Anchor | undefined): About => [
    ...headings.toReversed().flatMap(ofHeading),
    ...(anchor?.sections ?? []),
    ...ofPage,
    ...ofTags,
  ];
  let last: { headings: string; anchor: Anchor | undefined; about: About } | undefined;
  return {
    about: (headings, offset) => {
      const anchor = lastBefore(anchors, offset);
      const joined = headings.join('\n');
      if (last?.headings !== joined || last.anchor !== anchor)
        last = { headings: joined, anchor, about: around(headings, anchor) };
      return last.about;
    },
  };
}

/** Binary search; tags stand in page order. */
function lastBefore(anchors: readonly Anchor[], offset: number): Anchor | undefined {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (anchors[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return anchors[low - 1];
}

/** Sections that a heading names: `[server]`, "Server (`server`)", "Session settings", or a title. */
function sectionsOfHeading(heading: string, index: KeyIndex): readonly IndexedSection[] {
  const bracketed = BRACKETED.exec(heading)?.[1];
  if (bracketed !== undefined) return index.sections(bracketed);
  const lower = heading.trim().toLowerCase();
  const whole = index.sections(lower);
  if (whole.length > 0) return whole;
  const words = lower.replace(/[^\w.-]+/g, ' ').trim();
  const bare = words.replace(HEADING_NOISE, ' ').trim().replace(/\s+/g, ' ');
  const joined = [bare, bare.replaceAll(' ', '_'), bare.replaceAll(' ', '.')];
  const named = joined.flatMap((name) => index.sections(name));
  if (named.length > 0) return named;
  return bare.split(' ').flatMap((word) => index.sections(word));
}

function tagAnchors({ tags }: CheckedPage, index: KeyIndex): readonly Anchor[] {
  return tags.flatMap(({ tag }) => {
    const named = tag.attributes.find(({ name }) => name === 'section' || name === undefined);
    if (typeof named?.value !== 'string') return [];
    const path = parseKeyPath(named.value) ?? [];
    const section = named.name === undefined ? path.slice(0, -1) : path;
    const name = formatKeyPath(section);
    const sections = index.sections(name).filter((each) => formatKeyPath(each.path) === name);
    return sections.length > 0 ? [{ offset: tag.span.start.offset, sections }] : [];
  });
}

/** `docs/security.md` is about `security`. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\..*$/, '').replace(/^\d+-/, '').replaceAll('-', ' ');
}
