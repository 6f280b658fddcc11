import type { Severity } from '@lockstep/config';
import type { SettingsView } from '../settings-view.ts';

/** What a rule found wrong with one key. */
export interface Finding {
  readonly code: string;
  /** @default 'error' */
  readonly severity?: Severity;
  /** The key to point at. */
  readonly key: string;
  /** Which item of a list, from 0; left out, the first place that sets the key. */
  readonly item?: number;
  readonly message: string;
  readonly expected?: string;
  /** Never the value of a secret. */
  readonly received?: string | undefined;
  readonly nearest?: string | undefined;
}

/** A check that takes more than one key to make. */
export type Rule = (view: SettingsView) => readonly Finding[];
