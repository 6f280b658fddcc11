import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { effective, places, resolve, revealed } from './resolving.ts';

const schema = catalogue();

describe('maps of named tables', () => {
  const text =
    '[oidc.providers.my-idp]\nissuer = https://a\nclient_id = x\n\n[oidc.providers.other]\nissuer = https://b\nclient_id = y\n';

  it('have defaults in each table, in file order', () => {
    const resolved = resolve({ files: { 'a.ini': text }, schema });
    expect(resolved.problems).toEqual([]);
    expect([...resolved.values.keys()].filter((key) => key.startsWith('oidc.providers.'))).toEqual([
      'oidc.providers.my-idp.issuer',
      'oidc.providers.my-idp.client_id',
      'oidc.providers.my-idp.scopes',
      'oidc.providers.my-idp.enabled',
      'oidc.providers.other.issuer',
      'oidc.providers.other.client_id',
      'oidc.providers.other.scopes',
      'oidc.providers.other.enabled',
    ]);
  });

  it('are overridden by variables with the name of the table, which make no table', () => {
    const env = {
      OIDC_MY_IDP_CLIENT_SECRET: 's3cret',
      OIDC_OTHER_ISSUER: 'https://c',
      OIDC_NEW_ISSUER: 'https://d',
    };
    const resolved = resolve({ files: { 'a.ini': text }, schema, env });
    expect(effective(resolved, 'oidc.providers.other.issuer')).toEqual([
      'https://c',
      'OIDC_OTHER_ISSUER',
    ]);
    expect(revealed(resolved, 'oidc.providers.my-idp.client_secret')).toBe('s3cret');
    expect(resolved.values.has('oidc.providers.new.issuer')).toBe(false);
  });

  it('refuse a variable that two tables share', () => {
    const twins =
      '[oidc.providers.my-idp]\nissuer = https://a\n[oidc.providers.my_idp]\nissuer = https://b\n';
    const resolved = resolve({
      files: { 'a.ini': twins },
      schema,
      env: { OIDC_MY_IDP_ISSUER: 'https://c' },
    });
    expect(places(resolved.problems)).toEqual([
      'ambiguous-variable environment oidc.providers.my_idp.issuer',
    ]);
  });

  it('refuse names outside the pattern', () => {
    const resolved = resolve({
      files: { 'a.yaml': 'oidc:\n  providers:\n    My IdP:\n      issuer: https://a\n' },
      schema,
    });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['unknown-key']);
  });

  it('may hold plain values', () => {
    const resolved = resolve({ files: { 'a.ini': '[labels]\nteam = web\n' }, schema });
    expect(effective(resolved, 'labels.team')).toEqual(['web', 'a.ini:2:1']);
  });
});
