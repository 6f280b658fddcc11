import type { SettingType } from './config-schema.ts';
import type { JsonSchema, Unit } from './json-schema.ts';
import type { ScalarKind } from './values/reading.ts';
import { schemaList } from './schema-parts.ts';
import { simplifyUnion, typesOf } from './union.ts';

const TYPE_BY_UNIT: ReadonlyMap<Unit, SettingType> = new Map([
  ['seconds', 'duration'],
  ['milliseconds', 'duration'],
  ['bytes', 'size'],
  ['count', 'integer'],
]);

const TYPE_BY_FORMAT: ReadonlyMap<string, SettingType> = new Map([
  ['duration', 'duration'],
  ['uri', 'url'],
  ['url', 'url'],
  ['iri', 'url'],
  ['host', 'host'],
  ['hostname', 'host'],
  ['idn-hostname', 'host'],
  ['ipv4', 'host'],
  ['ipv6', 'host'],
  ['cidr', 'cidr'],
]);

/** JSON types in the order that wins where a schema allows several: text can stand for all the later ones. */
const JSON_TYPES: readonly (readonly [json: string, type: SettingType])[] = [
  ['array', 'list'],
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'boolean'],
];

/** What a leaf of the schema is: its type, its unit and, for an enumeration, its values. */
export function kindOf(schema: JsonSchema): ScalarKind {
  return { type: typeOf(schema), unit: unitOf(schema), values: valuesOf(schema), schema };
}

/** What the items of a list are; their unit may be given on the list. */
export function itemKindOf(list: JsonSchema): ScalarKind {
  const alternatives = schemaList(list['anyOf'] ?? list['oneOf']);
  const array = alternatives.find((branch) => typesOf(branch).includes('array'));
  const items = list.items ?? array?.items ?? {};
  const unit = items['x-unit'] ?? list['x-unit'];
  return kindOf(simplifyUnion({ ...items, ...(unit === undefined ? {} : { 'x-unit': unit }) }));
}

function typeOf(schema: JsonSchema): SettingType {
  const types = typesOf(schema);
  if (types.includes('array')) return 'list';
  if (valuesOf(schema)) return 'enum';
  const unit = schema['x-unit'];
  const special =
    (unit && TYPE_BY_UNIT.get(unit)) ?? (schema.format && TYPE_BY_FORMAT.get(schema.format));
  if (special) return special;
  return JSON_TYPES.find(([json]) => types.includes(json))?.[1] ?? 'string';
}

function unitOf(schema: JsonSchema): Unit | undefined {
  return schema['x-unit'] ?? (schema.format === 'duration' ? 'seconds' : undefined);
}

function valuesOf(schema: JsonSchema): ScalarKind['values'] {
  if (schema.enum) return schema.enum.filter((value) => value !== null);
  return schema.const === undefined ? undefined : [schema.const];
}
