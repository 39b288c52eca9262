// The object that an adaptor makes, for the nodes that map: every row that cannot be mapped is named at once.
import type { JsonObject } from '../flows/language/document.ts';
import { Failure, type FieldError } from '../flows/language/failures.ts';
import { mapFields, type RowResult } from '../flows/language/mapping.ts';
import type { ResolvedAdaptor } from './contract.ts';

/** Maps by an adaptor whose expressions are evaluated. Fails with MAPPING_INCOMPLETE, CONFIG_INVALID. */
export function mapped({ name, fields }: ResolvedAdaptor): JsonObject {
  const { object, rows } = mapFields(fields);
  const refused = rows.find((row) => row.refused)?.refused;
  if (refused) throw refused;
  const missing = faultsOf(rows, 'missing');
  const all = [...missing, ...faultsOf(rows, 'wrong')];
  if (all.length > 0)
    throw new Failure(missing.length > 0 ? 'MAPPING_INCOMPLETE' : 'CONFIG_INVALID', {
      detail: detailOf(name, all),
      fields: all,
    });
  return object;
}

function faultsOf(rows: readonly RowResult[], kind: RowResult['is']): FieldError[] {
  return rows.flatMap(({ target, is, says = '' }) => (is === kind ? [{ field: target, says }] : []));
}

function detailOf(name: string, errors: readonly FieldError[]): string {
  return `Adaptor ${name}: ${errors.map(({ field, says }) => `${field}: ${says}`).join(' ')}`;
}
