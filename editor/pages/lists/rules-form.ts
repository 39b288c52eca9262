// The rules of a list as a form: the values of a row one a line, and back. Pure.
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { type ListRules, MOST, OPERATORS, type RuleFault, readRules } from '../../../flows/language/list-rules-read.ts';
import { linesOf } from '../../kit/lines.ts';

const ROW: JsonSchema = {
  type: 'object',
  properties: {
    operator: {
      type: 'string',
      title: 'The value',
      enum: Object.keys(OPERATORS),
      'x-words': Object.values(OPERATORS).map(({ is }) => is),
      'x-widget': 'drop-down',
      'x-width': 'half',
      default: 'contains',
    },
    negate: { type: 'boolean', title: 'Not: none of the values', 'x-width': 'half', default: false },
    values: {
      type: 'string',
      title: 'Values',
      description: `One a line, up to ${MOST.values}. One of them is enough; turned round, none of them may fit.`,
      'x-widget': 'long-text',
      examples: ['acme\nglobex'],
    },
  },
  required: ['operator'],
  if: { properties: { operator: { const: 'exists' } } },
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
  then: { properties: { values: { 'x-hidden': true } } },
};

/** The form of the rules. */
export const RULES_FORM: JsonSchema = {
  type: 'object',
  properties: {
    all: {
      type: 'array',
      title: 'All of these',
      description: 'Every row must hold.',
      items: ROW,
      maxItems: MOST.rows,
      'x-widget': 'rows',
    },
    any: {
      type: 'array',
      title: 'Any of these',
      description: 'One row must hold, beside all of those above.',
      items: ROW,
      maxItems: MOST.rows,
      'x-widget': 'rows',
    },
  },
};

/** The rules as the form holds them. */
export function formOf({ any, all }: ListRules): JsonObject {
  const rows = (section: ListRules['any']): Json =>
    section.map(({ operator, values, negate }) => ({
      operator,
      ...(negate ? { negate } : {}),
      ...(values.length > 0 ? { values: values.join('\n') } : {}),
    }));
  return { all: rows(all), any: rows(any) };
}

/** The rules that the form says, and what is wrong with them; faulty rows are left out. */
export function rulesOf(form: JsonObject): { rules: ListRules; faults: RuleFault[] } {
  const rows = (section: Json | undefined): Json =>
    (Array.isArray(section) ? section : []).map((row) => {
      const { operator = 'contains', negate = false, values } = row as JsonObject;
      return {
        operator,
        negate,
        values: operator === 'exists' ? [] : linesOf(typeof values === 'string' ? values : ''),
      };
    });
  return readRules({ any: rows(form.any), all: rows(form.all) });
}

/** What two states of the rules have that the other has not, in words. */
export function ruleDifferences(theirs: ListRules, mine: ListRules): string[] {
  const [their, own] = [theirs, mine].map(wordsOf);
  const alone = (words: string[] = [], other: string[] = []) => words.filter((each) => !other.includes(each));
  const only = [...alone(their, own).map((row) => `Theirs alone: ${row}`), ...alone(own, their).map(yours)];
  return only.length > 0 ? only : ['The rows are the same, in another order.'];
}

function yours(row: string): string {
  return `Yours alone: ${row}`;
}

function wordsOf({ all, any }: ListRules): string[] {
  const row = (section: string) => (rule: ListRules['any'][number]) => {
    const { is, isNot } = OPERATORS[rule.operator];
    const values = rule.values.map((value) => `"${value}"`).join(' or ');
    return `${section}: the value ${rule.negate ? isNot : is}${values === '' ? '' : ` ${values}`}`;
  };
  return [...all.map(row('All of these')), ...any.map(row('Any of these'))];
}
