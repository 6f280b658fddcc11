import { attack, conformance, server } from './defence.ts';
import type { Defence, Removal } from './defence.ts';

/** Any address of a discovery document will do. */
const ANY_ADDRESS: Removal = {
  file: 'server/src/oidc/provider-endpoints.ts',
  remove:
    'if (wrong !== undefined) throw untrustworthy(`discovery: ${wrong} is no https address`);',
};

/** What is believed of a discovery document, and when its keys are looked at again. */
export const DISCOVERY: readonly Defence[] = [
  {
    name: 'discovery: the issuer of the document counts, and is the one that was asked',
    file: 'server/src/oidc/provider-registry.ts',
    remove: '[client.customFetch]: libraryFetch,',
    put: `[client.customFetch]: async (url, options) => {
          const said = await (await libraryFetch(url, options)).json();
          return Response.json({ ...said, issuer: settings.issuer });
        },`,
    witnesses: [
      conformance('config', 'oidcc-client-test-discovery-issuer-mismatch'),
      conformance('config', 'an issuer with a slash that the configuration does not have'),
      conformance('fapi', 'discovery-issuer-mismatch'),
      attack('mix-up', 'does not come by discovery: a provider that says it is another'),
    ],
  },
  {
    name: 'discovery: people are sent to web addresses, say the library and we',
    ...ANY_ADDRESS,
    also: [
      {
        file: 'server/src/oidc/authorization-request.ts',
        remove: 'client.buildAuthorizationUrl(configuration, parameters)',
        put: 'new URL(`${configuration.serverMetadata().authorization_endpoint}?${parameters}`)',
      },
    ],
    witnesses: [
      conformance('config', 'an address that is none: {"authorization_endpoint":"javascript:'),
    ],
  },
  {
    name: 'discovery: an address that is missing, or none to ask at, is a fault of the document',
    ...ANY_ADDRESS,
    also: [
      {
        file: 'server/src/oidc/provider-errors.ts',
        remove: 'if (isUntrustworthy(error)) return invalid(error);',
      },
    ],
    witnesses: [
      conformance('config', 'no authorization endpoint'),
      conformance('config', 'no token endpoint'),
      conformance('config', 'no key set'),
      conformance('config', 'an address that is none: {"userinfo_endpoint":"file:'),
      conformance('config', 'an address that is none: {"userinfo_endpoint":7}'),
    ],
  },
  {
    name: 'discovery: http is for loopback, where the issuer is as well',
    file: 'server/src/oidc/provider-endpoints.ts',
    remove: '(isPlain && protocol',
    put: '(protocol',
    witnesses: [server('oidc/provider-endpoints', 'is https, without user and password')],
  },
  {
    name: 'discovery: http is for nowhere but loopback',
    file: 'server/src/oidc/provider-endpoints.ts',
    remove: ' && isLoopback(hostname)',
    witnesses: [server('oidc/provider-endpoints', 'may be http on loopback where the issuer is')],
  },
  {
    name: 'keys: they are where discovery says',
    file: 'server/src/oidc/provider-registry.ts',
    remove: "new URL(metadata.jwks_uri ?? '')",
    put: "new URL('/keys', issuer)",
    witnesses: [conformance('config', 'oidcc-client-test-discovery-jwks-uri-keys')],
  },
  {
    name: 'keys: an unknown kid makes them be looked at again',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'await this.#reload();',
    witnesses: [
      conformance('config', 'oidcc-client-test-signing-key-rotation-just-before-signing'),
      conformance('config', 'oidcc-client-test-signing-key-rotation (rp-key-rotation-op-sign-key)'),
    ],
  },
  {
    name: 'keys: whoever comes while they are under way waits for them',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'if (this.#keys.reloading) return true;',
    witnesses: [conformance('config', 'many who come after a rotation all get in')],
  },
  {
    name: 'keys: a look that failed is soon repeated',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'this.#mayReloadAt = this.#clock.now() + COOLDOWN_AFTER_FAILURE;',
    witnesses: [
      conformance('config', 'keys that cannot be had after a rotation are asked for again'),
    ],
  },
  {
    name: 'keys: a provider that cannot answer now is no liar',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'if (!isBroken(response.status)) return response;',
    put: 'return response;',
    witnesses: [conformance('config', 'a key set that cannot be had now')],
  },
  {
    name: 'keys: a large key set is no attack',
    file: 'server/src/oidc/provider-fetch.ts',
    remove: 'const MAX_BYTES = 1024 * 1024;',
    put: 'const MAX_BYTES = 64 * 1024;',
    witnesses: [conformance('config', 'a key set with a thousand keys is searched')],
  },
  {
    name: 'keys: the only one needs no kid',
    file: 'server/src/oidc/provider-keys.ts',
    remove: '(header, input) => this.#keyFor(header, input)',
    put: "(header, input) => this.#keyFor({ kid: '', ...header }, input)",
    witnesses: [conformance('basic', 'oidcc-client-test-kid-absent-single-jwks')],
  },
  {
    name: 'keys: the settings say which algorithms they may be for',
    file: 'server/src/oidc/provider-registry.ts',
    remove: 'algorithms: settings.id_token_algorithms,',
    put: "algorithms: ['ES256'],",
    witnesses: [conformance('basic', 'oidcc-client-test-idtoken-sig-rs256')],
  },
  {
    name: 'keys: one that is none is a fault of the provider',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'throw untrustworthy(`a published key is none: ${String(error)}`);',
    put: 'throw error;',
    witnesses: [
      conformance('config', 'a key that is none'),
      server('oidc/provider-keys', 'is refused where the key is no key for'),
    ],
  },
  {
    name: 'keys: what was signed is an object',
    file: 'server/src/oidc/provider-keys.ts',
    remove: "if (typeof claims === 'object' && claims !== null && !Array.isArray(claims))",
    witnesses: [
      server('oidc/provider-keys', 'is no token when it is a number'),
      server('oidc/provider-keys', 'is no token when it is a list'),
    ],
  },
  {
    name: 'keys: what was signed is text, and no two texts become one',
    file: 'server/src/oidc/provider-keys.ts',
    remove: '{ fatal: true }',
    put: '{}',
    witnesses: [server('oidc/provider-keys', 'is no token when it is bytes that are no text')],
  },
];
