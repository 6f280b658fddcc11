import { duration, host } from '@lockstep/config';
import * as z from 'zod';
import { providerSettings } from './provider.settings.ts';
import { MINUTE } from './units.ts';

/** `[oidc]`: sign-in. */
export const oidcSettings = z
  .object({
    default_provider: z.string().optional().meta({
      title: 'Default provider',
      description: 'The provider of a sign-in that names none.',
      'x-default': 'the only enabled provider',
    }),
    allowed_redirect_hosts: z
      .array(host())
      .default([])
      .meta({
        title: 'Allowed redirect hosts',
        description:
          'Hosts beside the own one that `return_to` may lead to after sign-in. Scheme and port count: an entry means https on its own port, or on 443 without one.',
        examples: [['app.example.com']],
        'x-security':
          'Each host can be the end of a link that starts at this server: an open redirect if it is not yours.',
        'x-standards': ['ASVS 5.0 3.7.2', 'RFC 9700'],
      }),
    refresh_tokens: z
      .boolean()
      .default(true)
      .meta({
        title: 'Refresh tokens',
        description: 'Whether access tokens are renewed with the refresh token of the provider.',
        'x-aliases': ['oidc.refresh_tokens.enabled'],
      }),
    refresh_skew: duration().default(MINUTE).meta({
      title: 'Refresh skew',
      description:
        'How long before its end an access token is renewed; half of its lifetime where that is shorter.',
    }),
    timeout: duration()
      .positive()
      .default(10)
      .meta({
        title: 'Timeout',
        description:
          'How long a provider may take for one answer, from the connection to the last byte. A sign-in needs up to four of them: discovery, keys, tokens, UserInfo.',
        'x-standards': ['ASVS 5.0 16.5.2'],
      }),
    providers: z.record(z.string(), providerSettings).meta({
      title: 'Providers',
      description: 'OpenID Connect providers by name.',
    }),
  })
  .meta({
    title: 'Sign-in',
    description: 'OpenID Connect providers and where sign-in may lead to.',
  });
