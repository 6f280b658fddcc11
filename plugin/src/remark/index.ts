export { remarkLockstep, remarkLockstepSyntax } from './lockstep.ts';

export type { IniTag, IniTagEscape } from '../mdast/nodes.ts';
export type {
  LockstepData,
  RemarkLockstepOptions,
  RemarkLockstepSyntaxOptions,
} from './lockstep.ts';
