/** A place in an expression and what is wrong there. */
export class ExpressionError extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.name = 'ExpressionError';
    this.start = start;
    this.end = end;
  }
}

/** What is counted: durations in milliseconds, sizes in bytes, anything else as it is. */
export type Dimension = 'number' | 'duration' | 'size';

/** A number with what it counts. */
export interface Amount {
  readonly value: number;
  readonly dimension: Dimension;
}

/** A word, an operator or a parenthesis. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** An amount with the stretch of the expression that gave it. */
interface Operand extends Amount {
  readonly start: number;
  readonly end: number;
}

/** A minus sign within a word belongs to a key's name; operators have white space around them. */
const TOKEN = /[()]|[^\s()]+/g;
const OPERATOR = /(?:^|[\s)])[-+*/](?=[\s(]|$)|^\s*\(/;
const NUMBER = /^\d+(?:\.\d+)?$/;
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
]);
/** A claim fits in a line; this bounds the depth of parentheses. */
const MAX_LENGTH = 500;

/** Whether the first word of a tag is an expression rather than a key. */
export function isExpression(text: string): boolean {
  return OPERATOR.test(text);
}

/**
 * Works out `a.timeout - b.timeout`, with `+ - * /`, parentheses and numbers. Durations and sizes are added to their
 * like; a number scales them.
 *
 * @param amountOf what a key amounts to
 * @throws {ExpressionError} with the place of the mistake
 */
export function evaluate(
  text: string,
  amountOf: (key: string, start: number, end: number) => Amount,
): Amount {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(`An expression has at most ${MAX_LENGTH} characters`, 0, text.length);
  }
  const tokens = Array.from(text.matchAll(TOKEN), (match): Token => {
    return { text: match[0], start: match.index, end: match.index + match[0].length };
  });
  let next = 0;
  const result = sum(1);
  const rest = tokens[next];
  if (rest) throw expected('an operator (`+`, `-`, `*`, `/`) with white space around it', rest);
  return result;

  /** Operands with operators of at least this precedence between them, from left to right. */
  function sum(precedence: number): Operand {
    let left = operand();
    for (;;) {
      const operator = tokens[next];
      const own = PRECEDENCE.get(operator?.text ?? '') ?? 0;
      if (!operator || own < precedence) return left;
      next++;
      left = combine(operator, left, sum(own + 1));
    }
  }

  function operand(): Operand {
    const token = tokens[next++];
    if (token?.text === '(') return group(token);
    if (!token || token.text === ')' || PRECEDENCE.has(token.text)) {
      throw expected('a key or a number', token ?? endOf(text));
    }
    const { start, end } = token;
    if (NUMBER.test(token.text)) {
      return { value: Number(token.text), dimension: 'number', start, end };
    }
    return { ...amountOf(token.text, start, end), start, end };
  }

  function group({ start }: Token): Operand {
    const inner = sum(1);
    const close = tokens[next++];
    if (close?.text !== ')') throw expected('`)`', close ?? endOf(text));
    return { ...inner, start, end: close.end };
  }
}

function combine(operator: Token, left: Operand, right: Operand): Operand {
  const { start } = left;
  const { end } = right;
  const isSum = operator.text === '+' || operator.text === '-';
  const fail = (message: string): ExpressionError => new ExpressionError(message, start, end);
  if (isSum && left.dimension !== right.dimension) {
    const verb = operator.text === '+' ? 'Adds' : 'Subtracts';
    throw fail(
      `${verb} a ${right.dimension} ${operator.text === '+' ? 'to' : 'from'} a ${left.dimension}`,
    );
  }
  if (isSum) {
    const value = operator.text === '+' ? left.value + right.value : left.value - right.value;
    return { value, dimension: left.dimension, start, end };
  }
  if (operator.text === '*') {
    if (left.dimension !== 'number' && right.dimension !== 'number') {
      throw fail(
        `Multiplies a ${left.dimension} by a ${right.dimension}; one of them must be a number`,
      );
    }
    const dimension = left.dimension === 'number' ? right.dimension : left.dimension;
    return { value: left.value * right.value, dimension, start, end };
  }
  return divide(left, right, fail);
}

function divide(
  left: Operand,
  right: Operand,
  fail: (message: string) => ExpressionError,
): Operand {
  if (right.value === 0) throw fail('Divides by zero');
  const isRatio = left.dimension === right.dimension;
  if (!isRatio && right.dimension !== 'number') {
    throw fail(`Divides a ${left.dimension} by a ${right.dimension}`);
  }
  const dimension = isRatio ? 'number' : left.dimension;
  return { value: left.value / right.value, dimension, start: left.start, end: right.end };
}

function expected(what: string, { text, start, end }: Token): ExpressionError {
  const found = text === '' ? 'the end' : `\`${text}\``;
  return new ExpressionError(`Expected ${what}, found ${found}`, start, end);
}

function endOf(text: string): Token {
  return { text: '', start: text.length, end: text.length };
}
