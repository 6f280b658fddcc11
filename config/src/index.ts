// Documents: what every format gives.
export { documentValues } from './document/values.ts';
export { findSection, keyNames, sectionNames } from './document/sections.ts';
export { formatKeyPath, isReservedPath, isWithin, parseKeyPath } from './document/key-path.ts';
export { LineCounter } from './document/position.ts';
export { isSlip, nearestName } from './document/nearest.ts';
export { ConfigError, formatProblem, hasErrors } from './document/problem.ts';
export { printDocument } from './document/print.ts';
export { selectBlocks } from './document/selection.ts';
export type {
  Block,
  ConfigDocument,
  DocumentValue,
  Entry,
  RepeatedKeys,
  Scalar,
} from './document/document.ts';
export type { KeyPath } from './document/key-path.ts';
export type { Position, Span } from './document/position.ts';
export type { Problem, Severity } from './document/problem.ts';
export type { CommentLevel, Selection } from './document/selection.ts';

// Formats and files.
export { dialectByName, DIALECTS } from './ini/dialects.ts';
export { parseIni } from './ini/parse-ini.ts';
export { parseYaml } from './yaml/parse-yaml.ts';
export { loadDocument } from './files/load-document.ts';
export { MAX_FILE_BYTES, readConfigText } from './files/read-file.ts';
export { readJsonFile } from './files/read-json.ts';
export type { Dialect, DialectName, Quote } from './ini/dialects.ts';
export type { IniOptions } from './ini/parse-ini.ts';
export type { ParseYamlOptions } from './yaml/parse-yaml.ts';
export type { LoadDocumentOptions } from './files/load-document.ts';
export type { ConfigText } from './files/read-file.ts';
export type { JsonFile } from './files/read-json.ts';

// Schemas, and values of their types.
export { compileSchema } from './schema/compile-schema.ts';
export { schemaFromZod } from './schema/from-zod.ts';
export { REDACTED, Secret } from './schema/secret.ts';
export { parseBoolean } from './schema/values/boolean.ts';
export { describeDuration, formatDuration, parseDuration } from './schema/values/duration.ts';
export { formatSettingValue, readSetting } from './schema/values/read-setting.ts';
export { describeSize, formatSize, parseSize } from './schema/values/size.ts';
export { cidr, count, duration, host, secret, size, url } from './schema/zod-types.ts';
export type { CompileOptions } from './schema/compile-schema.ts';
export type {
  AliasTarget,
  ConfigSchema,
  SectionInfo,
  Setting,
  SettingType,
} from './schema/config-schema.ts';
export type { Alias, Annotations, BareUnit, Json, JsonSchema, Unit } from './schema/json-schema.ts';
export type { SchemaNode, Wildcard } from './schema/schema-node.ts';
export type { Plain } from './schema/values/reading.ts';
export type { Mistake, SettingReading, Writable } from './schema/values/read-setting.ts';

// Layers: effective values with their provenance.
export { provenanceText } from './layers/provenance.ts';
export { inReadingOrder } from './layers/reading-order.ts';
export { resolveConfig } from './layers/resolve-config.ts';
export { trackReads } from './layers/track-reads.ts';
export { toTree } from './layers/tree.ts';
export type {
  EffectiveValue,
  Environment,
  Provenance,
  ResolvedConfig,
  ResolveOptions,
  Value,
} from './layers/resolved.ts';
export type { TrackedTree } from './layers/track-reads.ts';
export type { ConfigTree } from './layers/tree.ts';

// Redaction: everything that is shown goes through here.
export { applyCuts, mergeCuts } from './redact/cuts.ts';
export { describeConfig } from './redact/describe.ts';
export { fingerprint } from './redact/fingerprint.ts';
export { printRedacted } from './redact/print.ts';
export { createRedactor } from './redact/redactor.ts';
export { proseSnippets, snippet } from './redact/snippet.ts';
export { visibleText } from './redact/visible-text.ts';
export { withSnippets } from './redact/with-snippets.ts';
export type { Cut } from './redact/cuts.ts';
export type { DescribedValue } from './redact/describe.ts';
export type { PrintOptions } from './redact/print.ts';
export type { Redactor, RedactorOptions } from './redact/redactor.ts';
