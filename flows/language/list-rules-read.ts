// The shape of a validation list's rules, and how they are read from a file or a request, in our words or in Convertr's.
import type { Json } from './document.ts';
import { isObject } from './json.ts';
import { isBlank } from './list-fold.ts';

/** Operator -> what it is called in a sentence, as it is and turned round. */
export const OPERATORS = {
  equals: { is: 'is', isNot: 'is not' },
  contains: { is: 'contains', isNot: 'does not contain' },
  'starts-with': { is: 'starts with', isNot: 'does not start with' },
  'ends-with': { is: 'ends with', isNot: 'does not end with' },
  'greater-than': { is: 'is greater than', isNot: 'is not greater than' },
  'at-least': { is: 'is at least', isNot: 'is not at least' },
  'less-than': { is: 'is less than', isNot: 'is not less than' },
  'at-most': { is: 'is at most', isNot: 'is not at most' },
  exists: { is: 'is there', isNot: 'is not there' },
} as const;
/** How a row compares. */
export type RuleOperator = keyof typeof OPERATORS;

/**
 * Convertr's names of its conditional validation. Its LESSTHAN also takes the value itself (its help page says so), so it is
 * read as *at most*; our own `less-than` is plain.
 */
export const CONVERTR_OPERATORS: Readonly<Record<string, RuleOperator>> = {
  EQUAL: 'equals',
  CONTAINS: 'contains',
  STARTSWITH: 'starts-with',
  ENDSWITH: 'ends-with',
  GREATERTHAN: 'greater-than',
  LESSTHAN: 'at-most',
  EXISTS: 'exists',
};

/** One row. One of the values is enough; `negate` turns it round: none of them. */
export interface ListRule {
  operator: RuleOperator;
  /** 1 to 200; none for `exists`. */
  values: string[];
  negate: boolean;
}

/** The rows of a list: every one of `all`, and one of `any`. */
export interface ListRules {
  any: ListRule[];
  all: ListRule[];
}

/** A list without rules. */
export const NO_RULES: ListRules = Object.freeze({
  any: Object.freeze([]),
  all: Object.freeze([]),
}) as unknown as ListRules;

/** The most rows of a section, values of a row, and characters of a value. */
export const MOST = { rows: 50, values: 200, characters: 1000 } as const;

/** What is wrong with the rules, and where. */
export interface RuleFault {
  path: (string | number)[];
  says: string;
}

/** The rules as given, `{any?, all?}` of rows `{operator, values?, negate?}`, or what is wrong with them. */
export function readRules(given: Json | undefined): { rules: ListRules; faults: RuleFault[] } {
  const faults: RuleFault[] = [];
  const rules: ListRules = { any: [], all: [] };
  if (given === undefined || given === null) return { rules, faults };
  if (!isObject(given))
    return { rules, faults: [{ path: [], says: 'The rules must be rows under any, all, or both.' }] };
  for (const [section, rows] of Object.entries(given)) {
    if (section !== 'any' && section !== 'all') {
      faults.push({ path: [section], says: 'The rules have two sections: any and all.' });
    } else if (!Array.isArray(rows) || rows.length > MOST.rows) {
      faults.push({ path: [section], says: `A section is a list of at most ${MOST.rows} rows.` });
    } else {
      rules[section] = rows.flatMap((row, index) => readRow(row, [section, index], faults));
    }
  }
  return { rules, faults };
}

function readRow(row: Json, path: (string | number)[], faults: RuleFault[]): ListRule[] {
  const fault = (key: string, says: string): ListRule[] => {
    faults.push({ path: key === '' ? path : [...path, key], says });
    return [];
  };
  if (!isObject(row)) return fault('', 'A row is { operator, values, negate }.');
  const unknown = Object.keys(row).find((key) => !['operator', 'values', 'negate'].includes(key));
  if (unknown !== undefined)
    return fault(unknown, 'A row has an operator, values, and negate where it is turned round.');
  const operator = operatorOf(row.operator);
  if (operator === undefined) {
    return fault('operator', `Choose an operator: ${Object.keys(OPERATORS).join(', ')}.`);
  }
  const { negate = false, values = [] } = row;
  if (typeof negate !== 'boolean') return fault('negate', 'It is true or false.');
  if (!Array.isArray(values)) return fault('values', 'The values must be a list.');
  // A value that folds to nothing would be contained in everything.
  const texts = [...new Set(values.map(textOf).filter((text) => !isBlank(text)))];
  if (operator === 'exists') {
    return texts.length > 0
      ? fault('values', 'A row that asks whether there is a value has none.')
      : [{ operator, values: [], negate }];
  }
  if (texts.length === 0) return fault('values', 'Give at least one value.');
  if (texts.length > MOST.values)
    return fault('values', `Give at most ${MOST.values} values; this row has ${texts.length}.`);
  if (texts.some((text) => text.length > MOST.characters)) {
    return fault('values', `A value has at most ${MOST.characters} characters.`);
  }
  return [{ operator, values: texts, negate }];
}

function operatorOf(given: Json | undefined): RuleOperator | undefined {
  if (typeof given !== 'string') return undefined;
  if (Object.hasOwn(OPERATORS, given)) return given as RuleOperator;
  return Object.hasOwn(CONVERTR_OPERATORS, given) ? CONVERTR_OPERATORS[given] : undefined;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
