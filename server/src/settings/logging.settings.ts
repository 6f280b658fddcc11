import * as z from 'zod';

/** `[logging]`: what the server writes to standard output. */
export const loggingSettings = z
  .object({
    level: z
      .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
      .default('info')
      .meta({
        title: 'Level',
        description:
          'The least severe kind of message that is written. Cookies, tokens, secrets and query strings are written at no level.',
        'x-env': 'LOG_LEVEL',
        'x-security': 'At `silent` an attack leaves no trace.',
        'x-standards': ['ASVS 5.0 16.3.3'],
      }),
    format: z.enum(['json', 'pretty']).default('json').meta({
      title: 'Format',
      description: '`json` writes one object a line, for machines; `pretty` is for people.',
      'x-env': 'LOG_FORMAT',
    }),
  })
  .meta({ title: 'Logging', description: 'What the server writes to standard output.' });
