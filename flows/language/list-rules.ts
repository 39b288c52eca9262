// The conditional rules of a validation list: rows that a value is held to, read from what is given, and judged. Pure.
import { readDate } from './date-read.ts';
import { folded, seen } from './list-fold.ts';
import { type ListRule, type ListRules, OPERATORS, type RuleOperator } from './list-rules-read.ts';

/** True where there is no row at all. */
export function hasNoRules({ any, all }: ListRules): boolean {
  return any.length + all.length === 0;
}

/**
 * The rule that a value meets, in words ("starts with "310""), or '' where it meets none. Every row of `all` must hold, and
 * of `any`, where it has rows, one. Texts compare without case; two numbers as numbers, two dates as moments. A blank value
 * meets no row but one that says that there is none.
 */
export function ruleMet({ any, all }: ListRules, value: string): string {
  if (any.length + all.length === 0) return '';
  const text = textOf(value);
  const met: string[] = [];
  for (const row of all) {
    const words = rowMet(row, text);
    if (words === '') return '';
    met.push(words);
  }
  if (any.length === 0) return met.join(' and ');
  for (const row of any) {
    const words = rowMet(row, text);
    if (words !== '') return [...met, words].join(' and ');
  }
  return '';
}

/** What a row says, in words: "starts with "310" or "424"". */
export function rowWords({ operator, values, negate }: ListRule): string {
  const { is, isNot } = OPERATORS[operator];
  const [first = '', second, ...more] = values;
  const named = second === undefined ? `"${first}"` : `"${first}" or "${second}"`;
  const rest = more.length === 0 ? '' : ` or one of ${more.length} more`;
  return `${negate ? isNot : is}${values.length === 0 ? '' : ` ${named}${rest}`}`;
}

/** A text with its case, for numbers and dates, and without: a value may be long, and is folded once for all rows. */
interface Text {
  seen: string;
  folded: string;
}

function textOf(text: string): Text {
  return { seen: seen(text), folded: folded(text) };
}

/** The words of the row where it holds: with the one value that counted, unless it is turned round. */
function rowMet(row: ListRule, text: Text): string {
  const { operator, values, negate } = row;
  const isThere = text.folded !== '';
  if (operator === 'exists') return isThere === negate ? '' : rowWords(row);
  if (!isThere) return '';
  const met = values.find((each) => holds(operator, text, each));
  if (negate) return met === undefined ? rowWords(row) : '';
  return met === undefined ? '' : rowWords({ ...row, values: [met] });
}

function holds(operator: Exclude<RuleOperator, 'exists'>, one: Text, given: string): boolean {
  const other = textOf(given);
  switch (operator) {
    case 'equals':
      return one.folded === other.folded || compared(one, other, EXACT) === 0;
    case 'contains':
      return one.folded.includes(other.folded);
    case 'starts-with':
      return one.folded.startsWith(other.folded);
    case 'ends-with':
      return one.folded.endsWith(other.folded);
    default: {
      const order = compared(one, other, LOOSE);
      return order !== undefined && ORDERS[operator](order);
    }
  }
}

const ORDERS = {
  'greater-than': (order: number) => order > 0,
  'at-least': (order: number) => order >= 0,
  'less-than': (order: number) => order < 0,
  'at-most': (order: number) => order <= 0,
};

/** A number that is exact as we keep it. `EXACT`: 02134 is a postal code, and no other way to write 2134. */
const EXACT = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;
const LOOSE = /^[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,9})?$/;
/** The longest text that is looked at as a number or a date. */
const LONGEST = 60;

/** Below, at or above 0; undefined where one is a number or a date and the other is not, so that nothing can be said. */
function compared(one: Text, other: Text, number: RegExp): number | undefined {
  const numbers = bothOf(one, other, (text) => (number.test(text) ? Number(text.replaceAll(',', '')) : undefined));
  if (numbers !== 'neither') return numbers;
  const dates = bothOf(one, other, momentOf);
  if (dates !== 'neither') return dates;
  return one.folded === other.folded ? 0 : one.folded < other.folded ? -1 : 1;
}

function bothOf(a: Text, b: Text, read: (text: string) => number | undefined): number | undefined | 'neither' {
  const [one, other] = [a, b].map((text) => (text.seen.length > LONGEST ? undefined : read(text.seen)));
  if (one === undefined && other === undefined) return 'neither';
  return one === undefined || other === undefined ? undefined : one - other;
}

/** A date with its year in full, as UTC where it names no zone; 03/04/2026 is the fourth of March. */
function momentOf(text: string): number | undefined {
  if (!/\d{4}/.test(text) || !/\D/.test(text)) return undefined;
  return readDate(text, { clock: () => 0, dayFirst: false, now: 0 })?.moment;
}
