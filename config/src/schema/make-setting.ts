import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import type { Setting } from './config-schema.ts';
import type { Json, JsonSchema } from './json-schema.ts';
import { schemaProblem } from './schema-problem.ts';
import { itemKindOf, kindOf } from './setting-kind.ts';
import { describeConstraint } from './values/constraint-words.ts';
import { readJson } from './values/read-setting.ts';
import { compileFailure } from './values/validator.ts';

/** A leaf of the schema tree, before it is a setting. */
export interface Leaf {
  readonly path: KeyPath;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Reads one leaf. Mistakes in its schema are added to `problems`. */
export function makeSetting(
  { path, schema, required }: Leaf,
  file: string,
  problems: Problem[],
): Setting {
  const kind = kindOf(schema);
  const item = kind.type === 'list' ? itemKindOf(schema) : undefined;
  const setting: Setting = {
    path,
    type: kind.type,
    itemType: item?.type,
    unit: kind.unit ?? item?.unit,
    values: kind.values ?? item?.values,
    required: required && (schema.default ?? null) === null,
    secret: isSecret(schema) || isSecret(item?.schema ?? {}),
    constraint: describeConstraint(kind, item),
    schema,
    ...annotationsOf(schema),
  };
  const failure = compileFailure(schema);
  if (failure !== undefined) {
    problems.push(
      schemaProblem('invalid-schema', `Schema of this key cannot be used: ${failure}`, file, {
        path,
      }),
    );
    return setting;
  }
  return { ...setting, default: typedDefault(setting, file, problems) };
}

type Annotated = Omit<
  Setting,
  'path' | 'type' | 'itemType' | 'unit' | 'values' | 'required' | 'secret' | 'constraint' | 'schema'
>;

/** What the schema says about the leaf for people, and where else its value may come from. */
function annotationsOf(schema: JsonSchema): Annotated {
  const enforced = schema['x-enforced'];
  const planned = schema['x-planned'];
  return {
    title: schema.title,
    description: schema.description,
    defaultNote: schema['x-default'],
    env: schema['x-env'],
    aliases: schema['x-aliases'] ?? [],
    examples: schema.examples ?? [],
    deprecated: schema.deprecated === true,
    replacedBy: schema['x-replaced-by'],
    planned: planned === true,
    plannedValues: planned === true || planned === undefined ? [] : planned,
    security: schema['x-security'],
    standards: schema['x-standards'] ?? [],
    advice: typeof enforced === 'object' ? enforced.advice : undefined,
  };
}

function isSecret(schema: JsonSchema): boolean {
  return (
    schema['x-secret'] === true || schema['writeOnly'] === true || schema.format === 'password'
  );
}

/** The default in the setting's own type; `null` means that there is none. A secret has none: it would be public. */
function typedDefault(setting: Setting, file: string, problems: Problem[]): Json | undefined {
  const { path, schema, secret } = setting;
  const json = schema.default ?? null;
  if (json === null) return undefined;
  if (secret) {
    if ((Array.isArray(json) && json.length === 0) || json === '') return undefined;
    const message =
      'A secret has a default in the schema, where everybody can read it; it is ignored';
    problems.push(schemaProblem('secret-default', message, file, { path, severity: 'warning' }));
    return undefined;
  }
  const reading = readJson(setting, json);
  if (!reading.mistakes) return reading.value;
  const expected = reading.mistakes.map((mistake) => mistake.expected).join(', ');
  const received = JSON.stringify(json);
  problems.push(
    schemaProblem('invalid-default', 'The default is no valid value', file, {
      path,
      expected,
      received,
    }),
  );
  return undefined;
}
