import { formatKeyPath } from '@lockstep/config';
import type { Problem, ResolvedConfig } from '@lockstep/config';
import { SettingsView } from '../settings-view.ts';
import {
  csrfRule,
  devIdpRule,
  docsPathRule,
  sessionStoreRule,
  timeoutRule,
} from './protection-rules.ts';
import { defaultProviderRule, issuerRule, scopesRule } from './provider-rules.ts';
import type { Finding, Rule } from './rule.ts';
import { clientSecretRule, literalSecretRule, secretKeysRule } from './secret-rules.ts';
import { originRule, publicHttpsRule, requireHttpsRule, sameSiteRule } from './transport-rules.ts';

const RULES: readonly Rule[] = [
  originRule,
  publicHttpsRule,
  requireHttpsRule,
  sameSiteRule,
  secretKeysRule,
  clientSecretRule,
  literalSecretRule,
  csrfRule,
  devIdpRule,
  sessionStoreRule,
  timeoutRule,
  docsPathRule,
  issuerRule,
  defaultProviderRule,
  scopesRule,
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
