import { createRenderer, createSources, parseTag } from 'docusaurus-plugin-lockstep';
import type { Source, Sources } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';

/** Tags of one section; what they cost must not depend on the sections beside it. */
const TAGS = [
  '<% ini-value s500.key %>',
  '<% ini-value s500.key %>v500<% /ini-value %>',
  '<% ini-include section=s500 %>',
  '<% ini-include section=s500 keys=key format=yaml %>',
  '<% ini-table section=s500 %>',
  '<% ini-include section=s500 values=effective %>',
];

const SECTIONS = 1000;

/** Counts how often values, documents and entries of a source are walked through. */
function counting(source: Source): { readonly source: Source; readonly walks: () => number } {
  let walks = 0;
  const values = new Map(source.resolved.values);
  const iterate = (): void => void walks++;
  for (const name of ['values', 'keys', 'entries', 'forEach', Symbol.iterator] as const) {
    const own = Reflect.get(values, name);
    Object.defineProperty(values, name, {
      value: (...rest: readonly unknown[]) => (iterate(), Reflect.apply(own, values, rest)),
    });
  }
  const documents = source.documents.map((document) => {
    const entries = new Proxy(document.entries, {
      get: (target, name) => {
        if (name === Symbol.iterator || name === 'length') iterate();
        return Reflect.get(target, name);
      },
    });
    return { ...document, entries };
  });
  return {
    source: { ...source, documents, resolved: { ...source.resolved, documents, values } },
    walks: () => walks,
  };
}

describe('what a tag costs', () => {
  it.each(TAGS)('does not depend on how much else is configured: %s', (tag) => {
    const sections = Array.from({ length: SECTIONS }, (_, n) => `[s${n}]\nkey = v${n}\n`);
    const root = directoryWith({ 'app.ini': sections.join('\n') });
    const real = createSources({ root, sources: { app: 'app.ini' } }).get();
    const { source, walks } = counting(real);
    const sources: Sources = { names: ['app'], files: [], get: () => source };
    const render = createRenderer(sources);
    const parsed = parseTag(tag);
    const first = render(parsed, {});
    const before = walks();
    expect(render(parsed, {})).toEqual(first);
    // Everything that is walked through was indexed for the first tag.
    expect(walks()).toBe(before);
  });
});
