import type { Finding } from './rule.ts';
import { readClientKey } from '../client-key.ts';
import type { SettingsView } from '../settings-view.ts';

const KEY_METHOD = 'private_key_jwt';

/** Where the client authenticates with a secret, there is one. */
export function clientSecretNeededRule(view: SettingsView): readonly Finding[] {
  return view.activeProviders().flatMap(({ name, prefix }) => {
    const method = view.text(`${prefix}.client_auth`);
    const key = `${prefix}.client_secret`;
    if (method === undefined || method === KEY_METHOD || view.entry(key)) return [];
    const message = `Provider \`${name}\` has no client secret, which \`client_auth = ${method}\` needs`;
    const expected = `\`${key}\``;
    return { code: 'client-secret-missing', key: `${prefix}.client_auth`, message, expected };
  });
}

/** Where the client authenticates with a key, there is one that can sign; what is in it stays unsaid. */
export function clientKeyRule(view: SettingsView): readonly Finding[] {
  return view.activeProviders().flatMap(({ name, prefix }) => {
    if (view.text(`${prefix}.client_auth`) !== KEY_METHOD) return [];
    const [clientKey] = view.secrets(`${prefix}.client_key`);
    const file = view.text(`${prefix}.client_key_file`);
    const reason = keyFault({ client_key: clientKey, client_key_file: file });
    if (reason === undefined) return [];
    const set = [clientKey && 'client_key', file && 'client_key_file', 'client_auth'].find(Boolean);
    const message = `The client key of provider \`${name}\` is of no use: ${reason}`;
    const expected = `a private key in \`${prefix}.client_key\` or the name of its file in \`${prefix}.client_key_file\``;
    return { code: 'client-key-unusable', key: `${prefix}.${set}`, message, expected };
  });
}

function keyFault(source: Parameters<typeof readClientKey>[0]): string | undefined {
  if (source.client_key !== undefined && source.client_key_file !== undefined) {
    return 'it is given twice, as key and as file';
  }
  try {
    readClientKey(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
