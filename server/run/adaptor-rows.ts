// An adaptor as a step is given it: its rows, each with the expressions that fill it.
import type { AdaptorDocument, Json } from '../../flows/language/document.ts';
import { isTrue } from '../../flows/language/json.ts';
import type { GivenField } from '../../flows/language/mapping.ts';
import { compileRead } from '../../flows/language/read-value.ts';
import type { Moment } from './fields.ts';

type Path = readonly (string | number)[];
/** An expression of the adaptor: at once where it can be, else a promise. */
export interface RowExpression {
  evaluate: ((view: object, moment: Moment) => Json | undefined) | undefined;
  later: (view: object, moment: Moment) => Promise<Json | undefined>;
}
/** A place in the adaptor that a step fills in. */
export interface RowSlot extends RowExpression {
  path: Path;
}

/** The rows with nothing in them, and what fills them. `zone`: where the adaptor names none. */
export function compileRows(
  adaptor: AdaptorDocument,
  { zone, compile }: { zone: string; compile: (path: Path, text: string) => RowExpression },
): { fields: GivenField[]; slots: RowSlot[] } {
  const slots: RowSlot[] = [];
  const fields = adaptor.fields.map((field, index): GivenField => {
    const { target, value, empty = 'omit', required = false, type } = field;
    const row: GivenField = { target, given: value, default: field.default, empty, required, type };
    const at = ['fields', index];
    const from = field.from === undefined ? undefined : compile([...at, 'given'], field.from);
    const when = field.when === undefined ? undefined : compile([...at, 'when'], field.when);
    const read = compileRead(field, adaptor, zone);
    if (when || read) {
      const made = (given: Json | undefined, now: number): GivenField =>
        read ? read(row, given, now) : { ...row, given };
      slots.push({ path: at, ...wholeRow(row, { from, when, made }) });
    } else if (from) slots.push({ path: [...at, 'given'], ...from });
    return row;
  });
  return { fields, slots };
}

interface RowParts {
  from: RowExpression | undefined;
  when: RowExpression | undefined;
  /** The row with its value. */
  made: (given: Json | undefined, now: number) => GivenField;
}

/** The row as a whole takes the place of the empty one; its value is not worked out where its condition is not met. */
function wholeRow(row: GivenField, { from, when, made }: RowParts): RowExpression {
  const asJson = (given: GivenField): Json => given as unknown as Json;
  const out = asJson({ ...row, isOut: true });
  const [value, condition] = [from?.evaluate, when?.evaluate];
  const isAtOnce = (!from || value) && (!when || condition);
  return {
    evaluate: isAtOnce
      ? (view, moment) => {
          if (condition && !isTrue(condition(view, moment))) return out;
          return asJson(made(value ? value(view, moment) : row.given, moment.now));
        }
      : undefined,
    later: async (view, moment) => {
      if (when && !isTrue(await when.later(view, moment))) return out;
      return asJson(made(from ? await from.later(view, moment) : row.given, moment.now));
    },
  };
}
