/** Writes the tables of `docs-site/docs/errors.md` and the site's page of each error from `plugin/errors`. */
import { writeErrorIndex, writeErrorPages } from './lib/error-pages.mjs';

writeErrorPages();
writeErrorIndex();
