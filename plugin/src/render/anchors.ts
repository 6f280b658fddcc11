import type { KeyPath } from '@lockstep/config';

/** What stands for the name of a table in a map, in keys and anchors alike. */
const TABLE_NAME = 'NAME';

/** A key as pages write it: `oidc.providers.NAME.issuer` for the setting `oidc.providers.*.issuer`. */
export function shownKey(path: KeyPath): string {
  return path.map((segment) => (segment === '*' ? TABLE_NAME : segment)).join('.');
}

/** The id of a key's entry, equal to the key as long as that is safe in a URL fragment. Stable across values. */
export function anchorOf(path: KeyPath): string {
  return shownKey(path).replace(/[^\w.-]/g, '-');
}

/** The page that documents a key: one for each top-level section, `general` for keys outside all sections. */
export function pageNameOf(path: KeyPath): string {
  const [section] = path;
  if (path.length < 2 || section === undefined) return 'general';
  return section === 'index' ? 'index-section' : section.replace(/[^\w.-]/g, '-');
}
