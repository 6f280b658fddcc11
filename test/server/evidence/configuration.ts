import { settingsSchema } from '@lockstep/server/settings';
import type { Setting } from '@lockstep/config';

/** What a file gives a key: one text, a list of texts, or nothing. */
export type Given = string | readonly string[] | undefined;

/** The name of the table that probes use in maps. */
const TABLE = 'main';

/** Variables that the files below refer to. None of them sets a key by itself. */
export const VARIABLES: Readonly<Record<string, string>> = {
  PROBE_KEY: 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A',
  PROBE_CLIENT_SECRET: 'hGf5Q1mT8vKx2rWn7cBz',
};

/** What every server needs. */
export const COMMON = `
[app]
environment = test
port = 0
shutdown_grace = 0

[security]
secret_keys[] = \${PROBE_KEY}

[database]
url = memory:

[docs]
enabled = false
`;

/** Everything that a client of a provider needs beside the issuer. */
const CLIENT = 'client_id = lockstep\nclient_secret = ${PROBE_CLIENT_SECRET}\n';

/** A provider somewhere else. */
export function provider(issuer: string, name: string = TABLE): string {
  return `\n[oidc.providers.${name}]\nissuer = ${issuer}\n${CLIENT}`;
}

/** The embedded provider, and the server as its client. */
export const EMBEDDED = `\n[dev_idp]\nenabled = true\nport = 0\n${provider('http://127.0.0.1:0')}`;

/** A server that browsers reach over HTTPS, by way of a proxy on this machine. */
export const BEHIND_HTTPS = `
[app]
public_url = https://portal.example.com
trusted_proxies[] = 127.0.0.0/8
`;

/** The setting of a schema path such as `oidc.providers.*.issuer`. */
export function settingOf(key: string): Setting {
  const setting = settingsSchema.settings.find(({ path }) => path.join('.') === key);
  if (setting === undefined) throw new Error(`There is no key ${key}`);
  return setting;
}

/** A file that sets one key; empty when it is given nothing. */
export function fileWith({ path }: Setting, given: Given): string {
  if (given === undefined) return '';
  const names = path.map((segment) => (segment === '*' ? TABLE : segment));
  const section = names.slice(0, -1).join('.');
  const key = names.at(-1) ?? '';
  const lines =
    typeof given === 'string'
      ? [`${key} = ${quoted(given)}`]
      : given.map((item) => `${key}[] = ${quoted(item)}`);
  return [`[${section}]`, ...lines, ''].join('\n');
}

function quoted(text: string): string {
  return /[\s;#]/u.test(text) ? `"${text}"` : text;
}

/** The environment that sets the key; empty where it has no variable. */
export function variablesWith({ env }: Setting, given: Given): Readonly<Record<string, string>> {
  if (env === undefined || given === undefined) return {};
  const name = env.replace('_NAME_', `_${TABLE.toUpperCase()}_`);
  return { [name]: typeof given === 'string' ? given : given.join(',') };
}
