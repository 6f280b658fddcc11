/** A schema with every kind of thing that an entry can say, values full of syntax among it. */
export const schema = {
  title: 'Example',
  description: 'Settings of the *example*.',
  type: 'object',
  properties: {
    app: {
      type: 'object',
      title: 'Application | {title}',
      description: 'The `app` section.\n\nA second <b>paragraph</b>.',
      properties: {
        name: { type: 'string', default: '{x} <b>|*`', description: 'Shown on pages: {x}.' },
        mode: {
          enum: ['a', 'b', 'c'],
          default: 'a',
          'x-planned': ['c'],
          deprecated: true,
          'x-replaced-by': 'app.name',
        },
        later: { type: 'boolean', 'x-planned': true },
      },
    },
    security: {
      type: 'object',
      properties: {
        key: {
          type: 'string',
          minLength: 4,
          'x-secret': true,
          'x-env': 'SECRET_KEY',
          'x-security': 'Whoever has it can sign.',
          'x-standards': ['ASVS 5.0 13.3.1'],
          examples: ['example-secret'],
          default: 'default-secret',
        },
        session: {
          type: 'object',
          description: 'Sessions.',
          properties: {
            idle_timeout: {
              type: ['number', 'string'],
              'x-unit': 'seconds',
              default: 1800,
              'x-env': 'SESSION_TIMEOUT',
              'x-aliases': ['security.session_timeout', { key: 'app.minutes', unit: 'minutes' }],
              'x-enforced': { advice: 'the browser does' },
            },
          },
        },
      },
    },
    providers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { issuer: { type: 'string', format: 'uri', 'x-env': 'OIDC_NAME_ISSUER' } },
      },
    },
    top: { type: 'integer', 'x-default': 'half of `app.name`' },
  },
};

export const ini: string = `[security]
key = sup3r-s3cret-literal
[security.session]
idle_timeout = 45m
[providers.main]
issuer = https://id.example
[providers.other]
issuer = https://other.example
`;

export const evidence = {
  'security.session.idle_timeout': {
    test: 'idle timeout',
    values: ['5m', '10m'],
    observations: ['401 after {5} minutes', '401 after | 10 minutes'],
    description: 'A late request is anonymous.',
  },
  'security.key': {
    test: 'signing key',
    values: ['one-secret', 'two-secret'],
    observations: ['x', 'y'],
  },
};
