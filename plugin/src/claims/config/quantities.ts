/** An amount with a unit, as a comment writes it. */
export interface Quantity {
  readonly amount: number;
  /** Digits behind the point: `1.5` is meant to one digit. */
  readonly decimals: number;
  readonly dimension: 'time' | 'data';
  /** What one unit may be, in milliseconds or bytes: `MB` is 1000 or 1024 KB, depending on whom one asks. */
  readonly sizes: readonly number[];
  /** The unit as written. */
  readonly unit: string;
  /** Offsets within the text that was searched. */
  readonly start: number;
  readonly end: number;
}

const TIME: readonly (readonly [names: readonly string[], milliseconds: number])[] = [
  [['ms', 'msec', 'millisecond', 'milliseconds', 'millis'], 1],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1000],
  [['min', 'mins', 'minute', 'minutes'], 60_000],
  [['h', 'hr', 'hrs', 'hour', 'hours'], 3_600_000],
  [['day', 'days'], 86_400_000],
  [['week', 'weeks'], 604_800_000],
];

const DATA: readonly (readonly [names: readonly string[], sizes: readonly number[]])[] = [
  [['byte', 'bytes'], [1]],
  [
    ['kb', 'kilobytes'],
    [1000, 1024],
  ],
  [
    ['mb', 'megabytes'],
    [1000 ** 2, 1024 ** 2],
  ],
  [
    ['gb', 'gigabytes'],
    [1000 ** 3, 1024 ** 3],
  ],
  [['kib', 'kibibytes'], [1024]],
  [['mib', 'mebibytes'], [1024 ** 2]],
  [['gib', 'gibibytes'], [1024 ** 3]],
];

type KnownUnit = Pick<Quantity, 'dimension' | 'sizes'>;

const UNITS: ReadonlyMap<string, KnownUnit> = new Map<string, KnownUnit>([
  ...TIME.flatMap(([names, size]) =>
    names.map((name) => [name, { dimension: 'time' as const, sizes: [size] }] as const),
  ),
  ...DATA.flatMap(([names, sizes]) =>
    names.map((name) => [name, { dimension: 'data' as const, sizes }] as const),
  ),
]);

const QUANTITY =
  /(?<![\w.,/:-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[ \t\u00A0-]?([A-Za-z]+)(?![\w/])/g;

/** Every amount with a known unit in a text, in order. */
export function findQuantities(text: string): readonly Quantity[] {
  return [...text.matchAll(QUANTITY)].flatMap((match) => {
    const [whole, digits = '', unit = ''] = match;
    const known = UNITS.get(unit.toLowerCase());
    if (!known) return [];
    const number = digits.replaceAll(',', '');
    const decimals = number.includes('.') ? number.length - number.indexOf('.') - 1 : 0;
    const { index } = match;
    return [
      { amount: Number(number), decimals, ...known, unit, start: index, end: index + whole.length },
    ];
  });
}

/** Whether a quantity is that many milliseconds or bytes, within the digits that it is written with. */
export function equals({ amount, decimals, sizes }: Quantity, total: number): boolean {
  const slack = decimals === 0 ? 0 : 0.5 * 10 ** -decimals;
  return sizes.some((size) => Math.abs(total / size - amount) <= slack + 1e-9 * amount);
}
