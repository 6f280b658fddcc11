import * as z from 'zod';

/** `[docs]`: the documentation site that the server hands out. */
export const docsSettings = z
  .object({
    enabled: z.boolean().default(true).meta({
      title: 'Documentation',
      description: 'Whether the server hands out the documentation site.',
    }),
    path: z
      .string()
      .regex(/^(\/[A-Za-z0-9._~-]+)+$/u)
      .default('/docs')
      .meta({
        title: 'Path',
        description:
          'Where the site is found. It must be the path that the site was built for (`baseUrl` of Docusaurus).',
      }),
    dir: z.string().min(1).optional().meta({
      title: 'Directory',
      description:
        'The directory of the built site, relative to the working directory. Without a build there the path answers 404 and says so.',
      'x-default': 'the site that is built in the repository of this server',
    }),
  })
  .meta({
    title: 'Documentation',
    description: 'The documentation site that the server hands out.',
  });
