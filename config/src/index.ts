export { ConfigError, formatProblem, hasErrors } from './document/problem.ts';
export { formatKeyPath, isReservedPath, isWithin, parseKeyPath } from './document/key-path.ts';
export { LineCounter } from './document/position.ts';
export { nearestName } from './document/nearest.ts';
export { REDACTED, Secret } from './schema/secret.ts';
export { cidr, count, duration, host, secret, size, url } from './schema/zod-types.ts';

export type { Block, ConfigDocument, DocumentValue, Entry, Scalar } from './document/document.ts';
export type { KeyPath } from './document/key-path.ts';
export type { Position, Span } from './document/position.ts';
export type { Problem, Severity } from './document/problem.ts';
export type { AliasTarget, ConfigSchema, SectionInfo, Setting, SettingType } from './schema/config-schema.ts';
export type { Alias, Annotations, Json, JsonSchema, Unit } from './schema/json-schema.ts';
export type {
  EffectiveValue,
  Environment,
  Provenance,
  ResolvedConfig,
  ResolveOptions,
  Value,
} from './layers/resolved.ts';
