// The rows that a new mapping of a file begins with: the usual fields of a lead that its columns fill, and the other columns. Pure.
import type { AdaptorField, JsonObject } from '../../../../flows/language/document.ts';
import { isObject } from '../../../../flows/language/json.ts';
import { joinPath } from '../../../kit/json-paths.ts';
import { matchNames, withMatches } from '../../adaptors/match-names.ts';
import { aliasOf, normalName } from '../../adaptors/names.ts';
import { withSource } from '../../adaptors/with-source.ts';

/** The names that leads are searched and shown by. */
const USUAL = [
  'phone_number',
  'first_name',
  'last_name',
  'email',
  'address',
  'city',
  'state',
  'postal_code',
  'date_of_birth',
  'ip_address',
];
/** Columns of an export that are no fields of a lead. */
const OF_EXPORT = [
  'id',
  'list',
  'status',
  'flow',
  'run',
  'createdAt',
  'updatedAt',
  'received',
  'duplicateOf',
  'import',
];

/** The rows for a file with these columns; `record` is one of its rows. */
export function startMapping(record: JsonObject): AdaptorField[] {
  const { fields } = record;
  if (isObject(fields) && Object.keys(fields).length > 0) return ofExport(record, fields);
  const usual = USUAL.map((target) => ({ target }));
  const matched = withMatches(usual, matchNames(usual, { lead: record })).filter(({ from }) => from !== undefined);
  const used = new Set(matched.map(({ from }) => from));
  const targets = new Set(matched.map(({ target }) => target));
  const others = Object.keys(record).flatMap((column) => {
    const row = withSource({ target: targetOf(column) }, joinPath('lead', column));
    if (used.has(row.from) || row.target === '' || targets.has(row.target)) return [];
    targets.add(row.target);
    return [row];
  });
  return [...matched, ...others];
}

/** An export holds the fields as they were kept: they go where they came from. */
function ofExport(record: JsonObject, fields: JsonObject): AdaptorField[] {
  const rows = Object.keys(fields).map((name) =>
    withSource({ target: name }, joinPath(joinPath('lead', 'fields'), name)),
  );
  const hasPhone = phoneFieldOf(rows) !== '';
  const phone = hasPhone || !('phone' in record) ? [] : [withSource({ target: 'phone_number' }, 'lead.phone')];
  return [...rows, ...phone].filter(({ target }) => !OF_EXPORT.includes(target) && !/[.,]/.test(target));
}

/** The target that holds the number, by its name; '' where none does. */
export function phoneFieldOf(rows: readonly AdaptorField[]): string {
  const meant = rows.find(({ target }) => aliasOf(normalName(target)) === 'phone number');
  return meant?.target ?? '';
}

/** `Lead Source (2024)` is `lead_source_2024`. */
function targetOf(column: string): string {
  return column
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}
