import { formatKeyPath } from '@lockstep/config';
import type { Problem, ResolvedConfig } from '@lockstep/config';
import { SettingsView } from '../settings-view.ts';
import { databasePlaintextRule, databaseUrlRule, memoryDatabaseRule } from './database-rules.ts';
import { csrfRule, devIdpRule, docsPathRule, timeoutRule } from './protection-rules.ts';
import { clientKeyRule, clientSecretNeededRule } from './client-rules.ts';
import { defaultProviderRule, issuerRule, scopesRule } from './provider-rules.ts';
import { publicHostRule, trustedProxiesRule } from './host-rules.ts';
import { proxyPathRule, proxyPlaintextRule, proxyUpstreamRule } from './proxy-rules.ts';
import type { Finding, Rule } from './rule.ts';
import {
  clientSecretRule,
  literalPasswordRule,
  literalSecretRule,
  secretKeysRule,
} from './secret-rules.ts';
import {
  memoryStoreRule,
  redisDatabaseRule,
  redisNodesRule,
  redisPlaintextRule,
  redisUrlRule,
  redisVerifyRule,
  storeFailureRule,
} from './store-rules.ts';
import { statelessStoreRule } from './stateless-rules.ts';
import { adminRoleRule } from './users-rules.ts';
import { originRule, publicHttpsRule, requireHttpsRule, sameSiteRule } from './transport-rules.ts';

const RULES: readonly Rule[] = [
  originRule,
  publicHttpsRule,
  requireHttpsRule,
  sameSiteRule,
  publicHostRule,
  trustedProxiesRule,
  secretKeysRule,
  clientSecretRule,
  literalSecretRule,
  literalPasswordRule,
  csrfRule,
  devIdpRule,
  memoryStoreRule,
  redisUrlRule,
  redisDatabaseRule,
  redisNodesRule,
  redisPlaintextRule,
  redisVerifyRule,
  storeFailureRule,
  statelessStoreRule,
  databaseUrlRule,
  memoryDatabaseRule,
  databasePlaintextRule,
  adminRoleRule,
  timeoutRule,
  docsPathRule,
  issuerRule,
  defaultProviderRule,
  scopesRule,
  clientSecretNeededRule,
  clientKeyRule,
  proxyPathRule,
  proxyUpstreamRule,
  proxyPlaintextRule,
];

/** What is wrong with a configuration beyond single keys, each with the place that set the key. */
export function checkRules(resolved: ResolvedConfig): readonly Problem[] {
  const view = new SettingsView(resolved);
  return RULES.flatMap((rule) => rule(view)).map((finding) => toProblem(finding, view));
}

function toProblem({ item = 0, ...finding }: Finding, view: SettingsView): Problem {
  return { severity: 'error', ...finding, ...placeOf(view.entry(finding.key), item) };
}

function placeOf(
  effective: ReturnType<SettingsView['entry']>,
  item: number,
): Pick<Problem, 'file' | 'span'> {
  if (!effective) return { file: 'configuration' };
  const { provenance, entries, path } = effective;
  if (provenance.layer === 'env') return { file: `environment variable ${provenance.variable}` };
  if (provenance.layer === 'default') return { file: `default of ${formatKeyPath(path)}` };
  return { file: provenance.file, span: (entries[item] ?? entries[0])?.span };
}
