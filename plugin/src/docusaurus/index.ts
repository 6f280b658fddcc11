export { withLockstep } from './with-lockstep.ts';
export type { LockstepOptions, ReferenceOptions, SourceOptions } from '../sources/source.ts';
