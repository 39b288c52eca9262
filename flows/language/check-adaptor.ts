// Checks of an adaptor, and which places of the run it reads.
import { parseExpression } from '../expression/parse.ts';
import type { MappedNumber, Problem } from './catalogue.ts';
import type { AdaptorDocument, JsonObject } from './document.ts';
import { Failure } from './failures.ts';
import { isNumberName } from './number-names.ts';
import { getPath, setPath } from './paths.ts';
import { isZone } from './zone.ts';

/** Every path that the adaptor's expressions read, such as `['lead', 'phone']`; for `KnownNames.adaptors`. */
export function adaptorReads({ fields }: AdaptorDocument): string[][] {
  return fields.flatMap(({ from, when }) =>
    [when, from].flatMap((text) => {
      const parsed = text === undefined || text.trim() === '' ? undefined : parseExpression(text);
      return parsed?.ok ? parsed.references : [];
    }),
  );
}

/** The phone numbers that it makes, told by the names of their targets; for `KnownNames.adaptors`. */
export function adaptorNumbers({ fields }: AdaptorDocument): MappedNumber[] {
  return fields
    .filter(({ target }) => isNumberName(target.slice(target.lastIndexOf('.') + 1)))
    .map(({ target, from = '', value, lookup, default: otherwise }) => {
      const parsed = from.trim() === '' ? undefined : parseExpression(from);
      const lead = parsed?.ok ? parsed.references.filter(([root, name]) => root === 'lead' && name !== undefined) : [];
      const instead = (value !== undefined && 'a fixed value') || (lookup !== undefined && 'a value of a table');
      return { target, reads: lead, instead: instead || (otherwise === undefined ? undefined : 'a default') };
    });
}

/**
 * Every problem of an adaptor: expressions that cannot be read, targets that cannot be, or that collide, tables that are
 * not there, a zone that is none.
 */
export function checkAdaptor(document: AdaptorDocument): Problem[] {
  const mapped: JsonObject = {};
  return [...zoneProblems(document), ...document.fields.flatMap((_, i) => rowProblems(document, i, mapped))];
}

function zoneProblems({ zone }: AdaptorDocument): Problem[] {
  if (zone === undefined || isZone(zone)) return [];
  const says = `There is no time zone ${zone.slice(0, 60)}.`;
  return [
    { code: 'FIELD_WRONG', severity: 'error', field: 'zone', says, remedy: 'Name one such as America/New_York.' },
  ];
}

function rowProblems({ fields, tables = {} }: AdaptorDocument, i: number, mapped: JsonObject): Problem[] {
  const { target, from, when, value, lookup, date } = fields[i] ?? { target: '' };
  const problem = (code: string, field: string, [says, remedy]: readonly [string, string]): Problem => {
    return {
      code,
      severity: 'error',
      field: `fields.${i}.${field}`,
      says: `Row ${i + 1} (${target}): ${says}`,
      remedy,
    };
  };
  const wrong = (field: string, ...words: readonly [string, string]): Problem => problem('FIELD_WRONG', field, words);
  const problems: Problem[] = [];
  const wrongTarget = targetFault(mapped, target, when !== undefined);
  if (wrongTarget) problems.push(problem('TARGET_WRONG', 'target', [wrongTarget, 'Choose another target.']));
  if (from !== undefined && value !== undefined)
    problems.push(wrong('value', 'it has both an expression and a fixed value.', 'Keep one of the two.'));
  if (lookup !== undefined && !Object.hasOwn(tables, lookup))
    problems.push(wrong('lookup', `there is no table ${lookup} in the adaptor.`, 'Make the table, or choose another.'));
  if (lookup !== undefined && date !== undefined)
    problems.push(wrong('date', 'its value is looked up, and is a date.', 'Keep one of the two, or use two rows.'));
  if (when?.trim() === '') problems.push(wrong('when', 'its condition is empty.', 'Write it, or take it out.'));
  for (const [field, text = ''] of Object.entries({ when, from })) {
    const parsed = text.trim() === '' ? undefined : parseExpression(text);
    if (parsed?.ok !== false) continue;
    const what = field === 'when' ? 'condition' : 'expression';
    const says = `the ${what} cannot be read at character ${parsed.position + 1}: ${parsed.says}`;
    const unreadable = problem('EXPRESSION_UNREADABLE', field, [says, `Correct the ${what}.`]);
    problems.push({ ...unreadable, at: parsed.position });
  }
  return problems;
}

/**
 * Puts a mark at the target, as the adaptor will put a value there; what is wrong with it, in words. A row with a
 * condition may stand under others of its target: where it is met, it takes their place.
 */
function targetFault(mapped: JsonObject, target: string, hasCondition: boolean): string | undefined {
  const there = getPath(mapped, target);
  if (there !== undefined && !(there === true && hasCondition)) return 'another row puts its value there, too.';
  try {
    setPath(mapped, target, true);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.detail ?? error.message;
    throw error;
  }
}
