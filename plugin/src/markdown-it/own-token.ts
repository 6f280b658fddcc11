import type { Token } from 'markdown-it';

/** What `meta` holds of a token whose content comes from a configuration file. */
export const OWN_META: Record<string, unknown> = { isLockstepValue: true };

/** Whether a token's content comes from a configuration file. */
export function isOwn({ meta }: Token): boolean {
  return meta === OWN_META;
}
