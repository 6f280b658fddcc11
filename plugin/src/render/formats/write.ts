import { formatKeyPath } from '@lockstep/config';
import { bySection, isTree, treeOf } from './leaf.ts';
import type { Leaf, Scalar, Tree } from './leaf.ts';
import { envScalar, iniScalar, yamlKey, yamlScalar } from './scalars.ts';

/** What is written beside the values. */
interface WriteOptions {
  /** Descriptions from the schema, above each key. */
  readonly descriptions: boolean;
  /** Where each value comes from, behind it. */
  readonly origins: boolean;
}

/** A format that values can be written in, with the language that highlights it. */
export interface TextFormat {
  readonly lang: string;
  readonly write: (leaves: readonly Leaf[], options: WriteOptions) => string;
}

/** Formats by the name in `format=`. */
export const TEXT_FORMATS: Readonly<Record<'ini' | 'yaml' | 'json' | 'env', TextFormat>> = {
  ini: { lang: 'ini', write: writeIni },
  yaml: { lang: 'yaml', write: writeYaml },
  json: { lang: 'json', write: (leaves) => writeJson(treeOf(leaves), '') },
  env: { lang: 'bash', write: writeEnv },
};

function writeIni(leaves: readonly Leaf[], options: WriteOptions): string {
  const blocks = Array.from(bySection(leaves), ([section, members]) => {
    const lines = members.flatMap((leaf) => [
      ...described(leaf, options, '; '),
      ...iniLines(leaf).map((line, index) => withOrigin(line, leaf, options, ' ; ', index)),
    ]);
    return (section === '' ? lines : [`[${section}]`, ...lines]).join('\n');
  });
  return blocks.join('\n\n');
}

function iniLines({ path, value }: Leaf): readonly string[] {
  const key = formatKeyPath(path.slice(-1));
  if (!isList(value)) return [`${key} = ${iniScalar(value)}`];
  return value.map((item) => `${key}[] = ${iniScalar(item)}`);
}

function writeEnv(leaves: readonly Leaf[], options: WriteOptions): string {
  return leaves
    .flatMap((leaf) => {
      const value = isList(leaf.value) ? leaf.value.map(String).join(',') : leaf.value;
      const line = `${leaf.variable}=${envScalar(value)}`;
      return [...described(leaf, options, '# '), withOrigin(line, leaf, options, ' # ')];
    })
    .join('\n');
}

function writeYaml(leaves: readonly Leaf[], options: WriteOptions): string {
  return yamlLines(treeOf(leaves), '', options).join('\n');
}

function yamlLines(tree: Tree, indent: string, options: WriteOptions): readonly string[] {
  return Array.from(tree, ([name, node]) => {
    const key = `${indent}${yamlKey(name)}:`;
    if (isTree(node)) return [key, ...yamlLines(node, `${indent}  `, options)];
    const comments = described(node, options, `${indent}# `);
    if (!isList(node.value))
      return [...comments, withOrigin(`${key} ${yamlScalar(node.value)}`, node, options, ' # ')];
    if (node.value.length === 0)
      return [...comments, withOrigin(`${key} []`, node, options, ' # ')];
    const items = node.value.map((item) => `${indent}  - ${yamlScalar(item)}`);
    return [...comments, withOrigin(key, node, options, ' # '), ...items];
  }).flat();
}

/** Written by hand because objects would put keys that look like numbers first. */
function writeJson(tree: Tree, indent: string): string {
  const inner = `${indent}  `;
  const members = Array.from(tree, ([name, node]) => {
    const value = isTree(node) ? writeJson(node, inner) : jsonValue(node.value, inner);
    return `${inner}${JSON.stringify(name)}: ${value}`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

function jsonValue(value: Scalar | readonly Scalar[], indent: string): string {
  if (!isList(value)) return JSON.stringify(value);
  const items = value.map((item) => `${indent}  ${JSON.stringify(item)}`);
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
}

function described(
  { description }: Leaf,
  { descriptions }: WriteOptions,
  marker: string,
): readonly string[] {
  const isWanted = descriptions && description !== undefined && description !== '';
  return isWanted ? [marker + description.replace(/\s+/g, ' ').trim()] : [];
}

function withOrigin(
  line: string,
  { origins }: Leaf,
  options: WriteOptions,
  marker: string,
  index = 0,
): string {
  const origin = origins[index] ?? origins[0];
  return options.origins && origin !== undefined ? line + marker + origin : line;
}

function isList(value: Scalar | readonly Scalar[]): value is readonly Scalar[] {
  return Array.isArray(value);
}
