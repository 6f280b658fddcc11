import { Secret, toTree, trackReads } from '@lockstep/config';
import type { TrackedTree } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { resolve } from './resolving.ts';

interface Settings {
  readonly app: {
    readonly port: number;
    readonly name: string;
    readonly trusted_proxies: readonly string[];
    readonly require_https?: boolean;
  };
  readonly security: {
    readonly session: { readonly idle_timeout: number; readonly analytics: boolean };
    readonly secret_keys?: readonly Secret[];
  };
  readonly oidc: {
    readonly providers: Readonly<
      Record<string, { readonly issuer: string; readonly client_secret?: Secret }>
    >;
  };
  readonly tls: { readonly cert_file?: string };
}

function settings(text: string): Settings {
  return toTree<Settings>(resolve({ files: { 'a.ini': text }, schema: catalogue() }));
}

const TEXT =
  '[oidc.providers.main]\nissuer = https://a\nclient_secret = x\n[security]\nsecret_keys[] = k\n';

describe('toTree', () => {
  it('nests effective values in their types', () => {
    const tree = settings(TEXT);
    expect(tree.app.port).toBe(8000);
    expect(tree.security.session).toMatchObject({ idle_timeout: 1800, analytics: false });
    expect(Object.keys(tree.oidc.providers)).toEqual(['main']);
    expect(tree.oidc.providers['main']?.client_secret).toBeInstanceOf(Secret);
    expect(tree.security.secret_keys?.[0]?.reveal()).toBe('k');
  });

  it('has the sections of the schema even when they are empty', () => {
    const tree = settings('');
    expect(Object.keys(tree.oidc.providers)).toEqual([]);
    expect(Object.keys(tree.tls)).toEqual([]);
    expect(tree.tls.cert_file).toBeUndefined();
  });

  it('inherits nothing', () => {
    const tree = settings(TEXT);
    for (const branch of [tree, tree.app, tree.oidc.providers]) {
      expect(Object.getPrototypeOf(branch)).toBeNull();
      expect(Reflect.get(branch, 'constructor')).toBeUndefined();
    }
  });
});

const tracked = (): TrackedTree<Settings> => trackReads(settings(TEXT));

describe('trackReads', () => {
  it('records the leaves that are read, and only those', () => {
    const { value, reads } = tracked();
    expect(value.app.port + value.security.session.idle_timeout).toBe(9800);
    expect([...reads]).toEqual(['app.port', 'security.session.idle_timeout']);
  });

  it('does not count walking through sections or listing names', () => {
    const { value, reads } = tracked();
    expect(Object.keys(value.oidc.providers)).toEqual(['main']);
    expect(Object.keys(value.app)).toContain('port');
    expect('port' in value.app).toBe(true);
    expect([...reads]).toEqual([]);
  });

  it('counts a list as read as a whole, a secret as itself, and a key without a value', () => {
    const { value, reads } = tracked();
    expect(value.app.trusted_proxies.length).toBe(0);
    expect(value.oidc.providers['main']?.client_secret?.reveal()).toBe('x');
    expect(value.tls.cert_file).toBeUndefined();
    expect([...reads]).toEqual([
      'app.trusted_proxies',
      'oidc.providers.main.client_secret',
      'tls.cert_file',
    ]);
  });

  it('counts every leaf of a section that is copied or serialized', () => {
    const { value, reads } = tracked();
    const copy = { ...value.security.session };
    expect(copy.analytics).toBe(false);
    expect(reads).toContain('security.session.idle_timeout');
    JSON.stringify(value.app);
    expect(reads).toContain('app.name');
  });

  it('gives the same section each time', () => {
    const { value } = tracked();
    expect(value.app).toBe(value.app);
  });
});
