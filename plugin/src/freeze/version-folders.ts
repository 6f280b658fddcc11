/**
 * The folder of a released version of Docusaurus's docs, as `docusaurus docs:version` makes it:
 * `versioned_docs/version-1.0`, `<id>_versioned_docs/version-1.0` or
 * `i18n/<locale>/docusaurus-plugin-content-docs[-<id>]/version-1.0`.
 */
const VERSION_FOLDER =
  /(?:^|[\\/])((?:[^\\/]+_)?versioned_docs[\\/]version-[^\\/]+|i18n[\\/][^\\/]+[\\/]docusaurus-plugin-content-docs[^\\/]*[\\/]version-[^\\/]+)[\\/]/;

/** The folder of the version that a page belongs to, from the site's root on; `undefined` outside versions. */
export function versionFolderOf(path: string): string | undefined {
  return VERSION_FOLDER.exec(path)?.[1]?.replaceAll('\\', '/');
}
