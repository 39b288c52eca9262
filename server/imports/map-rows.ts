// Maps the rows of a file by an adaptor, with the code that steps of runs map with.
import { parseExpression } from '../../flows/expression/parse.ts';
import { seededRandom } from '../../flows/expression/random.ts';
import type { AdaptorDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { type GivenField, mapFields } from '../../flows/language/mapping.ts';
import { compileRows, type RowSlot } from '../run/adaptor-rows.ts';
import { expressionOf, type Moment } from '../run/fields.ts';

/** Why a row could not be mapped. `column` is the column of the file, '' where none can be named. */
export interface MapFault {
  column: string;
  says: string;
}

/** What a row came to. */
export type MappedRow = { fields: JsonObject; faults: undefined } | { fields: undefined; faults: MapFault[] };

/** What the expressions of a row see beside it. */
export interface RowMoment {
  row: number;
  /** Milliseconds since 1970. */
  now: number;
  source: string;
  region: string;
  pool: NonNullable<Moment['pool']>;
}

/** An adaptor that is ready for rows. */
export interface RowMapping {
  map: (record: JsonObject, moment: RowMoment) => Promise<MappedRow>;
  /** The column that the value of a target comes from; '' where it is none, or more than one. */
  columnOf: (target: string) => string;
}

/** Compiles it. Throws Failure with CONFIG_INVALID where an expression cannot be read. */
export function compileMapping(adaptor: AdaptorDocument): RowMapping {
  const { zone = 'UTC' } = adaptor;
  const { fields, slots } = compileRows(adaptor, { zone, compile: (path, text) => expressionOf(path, text) });
  const columns = new Map(adaptor.fields.map(({ target, from }) => [target, columnIn(from)]));
  const columnOf = (target: string): string => columns.get(target) ?? '';
  return {
    columnOf,
    async map(record, moment) {
      const given = [...fields];
      const view = viewOf(record, moment);
      let down: unknown;
      const at: Moment = {
        now: moment.now,
        random: seededRandom(moment.row),
        seed: () => moment.row,
        pool: (...ask) =>
          moment.pool(...ask).catch((error: unknown) => {
            if (!(error instanceof Failure) || error.code === 'SHUTTING_DOWN') down = error;
            throw error;
          }),
      };
      try {
        for (const slot of slots) await fillSlot(given, slot, { view, at });
      } catch (error) {
        // The row is not at fault where the sandbox is: it is mapped once the sandbox is there again.
        if (down !== undefined) throw down;
        if (!(error instanceof Failure)) throw error;
        const index = Number(/^fields\.(\d+)/.exec(error.fields[0]?.field ?? '')?.[1] ?? -1);
        const target = adaptor.fields[index]?.target ?? '';
        const says = `${target}: ${error.fields[0]?.says ?? error.detail ?? error.message}`;
        return { fields: undefined, faults: [{ column: columnOf(target), says }] };
      }
      return resultOf(given, columnOf);
    },
  };
}

async function fillSlot(
  given: GivenField[],
  { path, evaluate, later }: RowSlot,
  { view, at }: { view: object; at: Moment },
): Promise<void> {
  const index = Number(path[1]);
  const value = evaluate ? evaluate(view, at) : await later(view, at);
  const row = given[index];
  if (path.length === 2) given[index] = value as unknown as GivenField;
  else if (row) given[index] = { ...row, given: value };
}

function resultOf(given: readonly GivenField[], columnOf: (target: string) => string): MappedRow {
  const { object, rows } = mapFields(given);
  const faults = rows.flatMap(({ target, is, says = '' }) =>
    is === 'missing' || is === 'wrong' ? [{ column: columnOf(target), says: `${target}: ${says}` }] : [],
  );
  return faults.length > 0 ? { fields: undefined, faults } : { fields: object, faults: undefined };
}

/** The same roots as in a run, so that an adaptor serves both. */
function viewOf(lead: JsonObject, { now, source, region }: RowMoment): Record<string, Json> {
  const trigger = { source, path: '', method: '', receivedAt: new Date(now).toISOString(), region };
  return { lead, trigger, steps: {}, flow: {}, run: {}, vars: {} };
}

function columnIn(from: string | undefined): string {
  const parsed = from === undefined ? undefined : parseExpression(from);
  if (!parsed?.ok) return '';
  const read = new Set(
    parsed.references.flatMap(([root, name]) => (root === 'lead' && name !== undefined ? [name] : [])),
  );
  const [only = ''] = read;
  return read.size === 1 ? only : '';
}
