/**
 * The sources of this repository's own documentation, for the `lockstep` command and for the site. The scripts that
 * start everything choose another configuration with `LOCKSTEP_CONFIG`.
 *
 * @type {import('docusaurus-plugin-lockstep').LockstepOptions}
 */
const options = {
  sources: {
    server: {
      path: process.env['LOCKSTEP_CONFIG'] ?? 'examples/config/app.ini',
      schema: 'server/settings.schema.json',
    },
    production: {
      path: 'examples/production/app.ini',
      schema: 'server/settings.schema.json',
    },
    harbour: {
      path: 'examples/config/application.ini',
      schema: 'examples/config/application.schema.json',
    },
  },
  docs: ['docs-site/docs'],
  check: { undocumented: { 'harbour:*': 'an example of which two pages show parts' } },
  reference: { out: 'docs-site/docs/reference', evidence: 'server/evidence.json' },
};

export default options;
