import { nearestName } from '@lockstep/config';
import { MAX_BODY_LENGTH, MAX_BODY_LINES } from './body-scanner.ts';
import type { AttributeDefinition, TagDefinition } from './definitions.ts';
import { TAG_DEFINITIONS } from './definitions.ts';
import { TagError } from './tag.ts';
import type { Tag, TagAttribute } from './tag.ts';

const OPERATOR = /^[-+*/]$/;

/** What is wrong with a tag that was read, judged by the table of tags: names, values, what is missing or repeated. */
export function checkTag(tag: Tag): readonly TagError[] {
  const definition = TAG_DEFINITIONS.get(tag.name);
  if (!definition) return [unknownTag(tag)];
  if (tag.closing) return [strayClosingTag(tag, definition)];
  return [
    ...checkPositional(tag, definition),
    ...checkRequired(tag, definition),
    ...checkRepeated(tag),
    ...checkNamed(tag, definition),
  ];
}

function checkNamed(tag: Tag, definition: TagDefinition): readonly TagError[] {
  const attributes = namedAttributes(tag, definition);
  // The words of an expression without quotes are one mistake, not one each.
  const operator = attributes.find((attribute) => isOperator(attribute, definition));
  if (operator) return [expressionInQuotes(operator, definition)];
  return attributes.flatMap((attribute) => checkAttribute(attribute, definition));
}

function isOperator({ name }: TagAttribute, { body }: TagDefinition): boolean {
  return body === true && name !== undefined && OPERATOR.test(name);
}

function expressionInQuotes({ name, span }: TagAttribute, definition: TagDefinition): TagError {
  const message = `An expression stands in quotes: \`<% ${definition.name} "a ${name} b" %>\``;
  return new TagError('unknown-attribute', message, span);
}

/** Where a tag stands: on lines of its own, in a line of text, or in a fence that says `expand`. */
export type Placement = TagDefinition['placement'] | 'fence';

/** Whether a tag may stand where it stands: one that becomes a block cannot be part of a line of text. */
export function checkPlacement(tag: Tag, placement: Placement | undefined): readonly TagError[] {
  const isBlock = TAG_DEFINITIONS.get(tag.name)?.placement === 'block';
  return isBlock && placement === 'inline' ? [blockTagInline(tag)] : [];
}

/** The mistake of a tag that becomes a block and stands within a line of text. */
export function blockTagInline(tag: Tag): TagError {
  const message = `\`${tag.name}\` becomes a block and cannot stand within a line of text; put it on lines of its own, behind a blank line (in a quote or a list, each line with the same \`>\` or indentation)`;
  return new TagError('block-tag-inline', message, tag.span);
}

function unknownTag(tag: Tag): TagError {
  const nearest = nearestName(tag.name, TAG_DEFINITIONS.keys());
  const message = `Unknown tag \`${tag.name}\`; expected ${listNames([...TAG_DEFINITIONS.keys()])}`;
  return new TagError('unknown-tag', message, tag.nameSpan, nearest);
}

function checkPositional(tag: Tag, { positional }: TagDefinition): readonly TagError[] {
  const word = tag.attributes.find(({ name }) => name === undefined || name === positional?.name);
  if (!positional || (word && word.value !== '')) return [];
  const message = `\`${tag.name}\` needs a ${positional.name} in first place, such as \`${positional.example}\``;
  return [new TagError(`missing-${positional.name}`, message, word?.span ?? tag.nameSpan)];
}

function checkRequired(tag: Tag, { attributes }: TagDefinition): readonly TagError[] {
  const missing = attributes.filter(
    ({ name, required }) => required && !tag.attributes.some((each) => each.name === name),
  );
  return missing.map((attribute) => {
    const message = `\`${tag.name}\` needs the attribute \`${attribute.name}\`; ${expectedValue(attribute)}`;
    return new TagError('missing-attribute', message, tag.nameSpan);
  });
}

function strayClosingTag({ name, span }: Tag, { body, positional }: TagDefinition): TagError {
  const message = body
    ? `This closing tag closes nothing; a claim is one stretch of plain text in one paragraph, without other tags and at most ${MAX_BODY_LENGTH} characters and ${MAX_BODY_LINES} lines long: \`<% ${name} ${positional?.example} %>30 minutes<% /${name} %>\``
    : `\`${name}\` has no closing tag`;
  return new TagError('unexpected-closing-tag', message, span);
}

/** All attributes but the bare word in first place, where the tag takes one. */
function namedAttributes(tag: Tag, { positional }: TagDefinition): readonly TagAttribute[] {
  const hasPositional = positional !== undefined && tag.attributes[0]?.name === undefined;
  return hasPositional ? tag.attributes.slice(1) : tag.attributes;
}

function checkRepeated(tag: Tag): readonly TagError[] {
  const seen = new Set<string>();
  const errors: TagError[] = [];
  for (const { name, span } of tag.attributes) {
    if (name === undefined) continue;
    if (seen.has(name)) {
      errors.push(new TagError('repeated-attribute', `Repeated attribute \`${name}\``, span));
    }
    seen.add(name);
  }
  return errors;
}

function checkAttribute(attribute: TagAttribute, definition: TagDefinition): readonly TagError[] {
  const { name, span, valueSpan, value } = attribute;
  const known = definition.attributes.find((candidate) => candidate.name === name);
  if (!known) return [unknownAttribute(attribute, definition)];
  if (known.kind === 'flag') {
    if (value === true) return [];
    const message = `Attribute \`${name}\` takes no value; write it alone`;
    return [new TagError('unexpected-value', message, valueSpan)];
  }
  if (value === true || value === '') {
    const message = `Attribute \`${name}\` needs a value; ${expectedValue(known)}`;
    return [new TagError('missing-value', message, span)];
  }
  return known.kind === 'choice' ? checkChoice(known, value, attribute) : [];
}

function checkChoice(
  { name, values = [] }: AttributeDefinition,
  value: string,
  { valueSpan }: TagAttribute,
): readonly TagError[] {
  if (values.includes(value.toLowerCase())) return [];
  const message = `Unknown value \`${value}\` for \`${name}\`; expected ${listNames(values)}`;
  return [new TagError('invalid-value', message, valueSpan, nearestName(value, values))];
}

function unknownAttribute(attribute: TagAttribute, definition: TagDefinition): TagError {
  const { positional } = definition;
  const written = attribute.name ?? String(attribute.value);
  if (positional && written === positional.name) {
    const message = `The ${positional.name} of \`${definition.name}\` is written without a name: \`<% ${definition.name} ${positional.example} %>\``;
    return new TagError('unknown-attribute', message, attribute.span);
  }
  const names = definition.attributes.map(({ name }) => name);
  const nearest = nearestName(written, names);
  const isBare = attribute.name === undefined || attribute.value === true;
  if (isBare && nearest === undefined && names.includes('section')) {
    const message = `\`${written}\` is no attribute of \`${definition.name}\`; the section is written with its name, \`section=…\``;
    return new TagError('unknown-attribute', message, attribute.span);
  }
  const message = `Unknown attribute \`${written}\` of \`${definition.name}\`; expected ${listNames(names)}`;
  return new TagError('unknown-attribute', message, attribute.span, nearest);
}

function expectedValue({ name, values }: AttributeDefinition): string {
  return values ? `expected ${listNames(values)}` : `write \`${name}=…\` or \`${name}="…"\``;
}

function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
