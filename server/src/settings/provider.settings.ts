import { duration, secret, url } from '@lockstep/config';
import * as z from 'zod';
import { SIGNATURE_ALGORITHMS } from './signature-algorithms.ts';

/** `[oidc.providers.NAME]`: one OpenID Connect provider. */
export const providerSettings = z
  .object({
    issuer: url().meta({
      title: 'Issuer',
      description:
        'The issuer identifier of the provider. Everything else is read from its discovery document. Plain http is accepted on loopback alone, in development and test.',
      examples: ['https://login.example.com/realms/main'],
      'x-env': 'OIDC_NAME_ISSUER',
      'x-security': 'Whoever answers at this address decides who is signed in.',
      'x-standards': ['ASVS 5.0 10.5.3'],
    }),
    client_id: z
      .string()
      .min(1)
      .meta({
        title: 'Client id',
        description: 'The identifier under which this server is registered at the provider.',
        'x-env': 'OIDC_NAME_CLIENT_ID',
        'x-standards': ['ASVS 5.0 10.5.4'],
      }),
    client_secret: secret()
      .optional()
      .meta({
        title: 'Client secret',
        description:
          'The secret with which this server authenticates at the provider; `client_auth = private_key_jwt` needs none.',
        examples: ['${OIDC_CLIENT_SECRET}'],
        'x-default': 'none: needed unless `client_auth` is `private_key_jwt`',
        'x-env': 'OIDC_NAME_CLIENT_SECRET',
        'x-security': 'Whoever has it can redeem stolen authorization codes.',
        'x-standards': ['ASVS 5.0 13.3.1'],
      }),
    client_auth: z
      .enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])
      .default('client_secret_basic')
      .meta({
        title: 'Client authentication',
        description:
          'How this server authenticates at the token endpoint: with `client_secret`, or with a signature by its own key.',
        'x-standards': ['OpenID Connect Core 1.0, section 9'],
      }),
    client_key: secret()
      .optional()
      .meta({
        title: 'Client key',
        description:
          'The private key for `client_auth = private_key_jwt`: PEM (PKCS #8) or a JWK. RSA keys sign with RS256, P-256 with ES256, P-384 with ES384, P-521 with ES512, Ed25519 with EdDSA.',
        examples: ['${OIDC_CLIENT_KEY}'],
        'x-default':
          'none: needed where `client_auth` is `private_key_jwt`, unless there is a file',
        'x-env': 'OIDC_NAME_CLIENT_KEY',
        'x-security': 'Whoever has it is this server to the provider.',
        'x-standards': ['RFC 7523', 'ASVS 5.0 10.4.16'],
      }),
    client_key_file: z
      .string()
      .min(1)
      .optional()
      .meta({
        title: 'Client key file',
        description: 'A file with the private key, in place of `client_key`.',
        'x-default': 'none',
        'x-env': 'OIDC_NAME_CLIENT_KEY_FILE',
        'x-standards': ['RFC 7523'],
      }),
    client_key_id: z
      .string()
      .min(1)
      .optional()
      .meta({
        title: 'Client key id',
        description: 'The `kid` by which the provider knows the key.',
        'x-default': 'none: the provider tries the keys that it has',
        'x-standards': ['RFC 7515, section 4.1.4'],
      }),
    own_callback: z
      .boolean()
      .default(false)
      .meta({
        title: 'Own callback',
        description:
          'Whether the provider sends people back to `/auth/web/callback/NAME` instead of `/auth/web/callback`; it has to be registered there. Where several providers are enabled, those that do not name themselves in their responses (`iss`) need it: without it their responses are refused.',
        'x-security':
          'Where several providers share one address and do not say who they are, one of them can get hold of the codes of another (mix-up).',
        'x-standards': ['RFC 9700, section 4.4', 'RFC 9207', 'ASVS 5.0 10.2.2'],
      }),
    scopes: z
      .array(z.string().min(1))
      .default(['openid', 'profile', 'email'])
      .meta({
        title: 'Scopes',
        description: 'The scopes that a sign-in asks for. `openid` must be among them.',
        'x-security': 'Every further scope is a right that a stolen token carries.',
        'x-standards': ['ASVS 5.0 10.2.3'],
      }),
    resource: z
      .array(url())
      .default([])
      .meta({
        title: 'Resources',
        description: 'The APIs that access tokens are meant for, sent as `resource`.',
        'x-standards': ['RFC 8707'],
      }),
    id_token_algorithms: z
      .array(z.enum(SIGNATURE_ALGORITHMS))
      .min(1)
      .default(['RS256', 'ES256'])
      .meta({
        title: 'ID token algorithms',
        description:
          'The signature algorithms that an ID token may have. `none` is never accepted.',
        'x-security': 'A wider list accepts signatures that the provider does not mean to make.',
        'x-standards': ['RFC 8725', 'ASVS 5.0 9.1.2'],
      }),
    trusted_audiences: z
      .array(z.string().min(1))
      .default([])
      .meta({
        title: 'Trusted audiences',
        description:
          'Who else an ID token may be for, beside `client_id`. Some providers name a whole project in `aud`; `azp` has to be `client_id` then.',
        'x-security':
          'Each of them gets the same ID token, and can show it to whoever takes it for proof.',
        'x-standards': ['OpenID Connect Core 1.0, section 3.1.3.7', 'ASVS 5.0 10.5.4'],
      }),
    max_age: duration()
      .optional()
      .meta({
        title: 'Authentication age',
        description:
          'How long ago the user may have entered credentials at the provider. An older authentication makes the provider ask again.',
        'x-default': 'none: the provider decides',
        'x-standards': ['ASVS 5.0 7.6.1'],
      }),
    prompt: z.enum(['none', 'login', 'consent', 'select_account']).optional().meta({
      title: 'Prompt',
      description: 'What the provider shows at every sign-in, sent as `prompt`.',
      'x-default': 'none: the provider decides',
    }),
    enabled: z.boolean().default(true).meta({
      title: 'Enabled',
      description: 'Whether people can sign in with this provider.',
    }),
    dev_only: z.boolean().default(false).meta({
      title: 'Development only',
      description:
        'Marks a provider that counts in development and test alone; staging and production ignore it.',
      'x-security': 'A provider with test users lets anybody in, wherever it counts.',
    }),
  })
  .meta({
    title: 'Provider',
    description: 'One OpenID Connect provider; NAME is used in `/auth/web/login?provider=NAME`.',
  });
