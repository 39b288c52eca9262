// What becomes of each row of a file: a lead, or nothing, and why. The check and the import both ask here.
import { contactFields } from '../../flows/language/contact-fields.ts';
import { readEmail } from '../../flows/language/contact-texts.ts';
import type { AdaptorDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { getPath } from '../../flows/language/paths.ts';
import type { ImportedLead, ImportFile, ImportSettings } from '../store/import-ops.ts';
import { readPhone } from '../tools/read-phone.ts';
import type { DncOf } from './dnc-of.ts';
import { compileMapping, type MapFault, type RowMoment } from './map-rows.ts';
import { type FileRow, rowsOf } from './read-rows.ts';

/** What rows are judged by. */
export interface Judging {
  path: string;
  file: ImportFile;
  settings: ImportSettings;
  mapping: AdaptorDocument;
  /** What `$now()` says: milliseconds since 1970. */
  now: number;
  dnc: DncOf;
  pool: RowMoment['pool'];
  /** Rows that are passed over: their effect is kept already. */
  after: number;
}

/** A row with what becomes of it. `lead` is absent where it is not imported. */
export interface JudgedRow {
  row: FileRow;
  lead: ImportedLead | undefined;
  is: { failed: boolean; unreadable: boolean; badEmail: boolean; onDnc: boolean };
  /** The column of the number, '' where it is none, or more than one. */
  numberColumn: string;
  problems: MapFault[];
}

/** What a lead is marked with whose number is on a DNC list. */
const DNC_FLAG = 'DNC';

/** The rows after `after`, many at a time. Throws UnreadableText. */
export async function* judgeRows(judging: Judging): AsyncGenerator<JudgedRow[]> {
  const mapping = compileMapping(judging.mapping);
  for await (const rows of rowsOf(judging.path, judging.file)) {
    const judged: JudgedRow[] = [];
    for (const row of rows) if (row.row > judging.after) judged.push(await judge(row, judging, mapping));
    if (judged.length > 0) yield judged;
  }
}

async function judge(
  row: FileRow,
  { settings, now, pool, dnc }: Judging,
  mapping: ReturnType<typeof compileMapping>,
): Promise<JudgedRow> {
  const failed = (problems: MapFault[]): JudgedRow => ({
    row,
    lead: undefined,
    is: { failed: true, unreadable: false, badEmail: false, onDnc: false },
    numberColumn: '',
    problems,
  });
  if (row.fault !== undefined) return failed([{ column: '', says: row.fault }]);
  const { source, region, phoneField, onDnc, onUnreadable } = settings;
  const { fields, faults } = await mapping.map(row.record, { row: row.row, now, source, region, pool });
  if (faults) return failed(faults);
  const given = phoneField === '' ? '' : phoneAt(fields, phoneField);
  const phone = readPhone(given, region);
  const column = mapping.columnOf(phoneField);
  const problems: MapFault[] = [];
  const unreadable = phone.e164 === '';
  if (unreadable) {
    const says = phone.raw === '' ? 'There is no number.' : `${quoted(phone.raw)} is no number.`;
    problems.push({ column, says: `${says} ${onUnreadable === 'skip' ? 'Not imported.' : 'Imported without one.'}` });
  }
  const email = emailFault(fields, mapping);
  if (email) problems.push(email);
  const hit = dnc(phone);
  if (hit !== undefined) {
    const says = onDnc === 'skip' ? 'Not imported.' : `Imported with the flag ${DNC_FLAG}.`;
    problems.push({ column, says: `${hit} ${says}` });
  }
  const isOut = (unreadable && onUnreadable === 'skip') || (hit !== undefined && onDnc === 'skip');
  const flags = hit === undefined ? [] : [DNC_FLAG];
  const lead = isOut ? undefined : { row: row.row, phone, fields, raw: row.record, flags };
  const is = { failed: false, unreadable, badEmail: email !== undefined, onDnc: hit !== undefined };
  return { row, lead, is, numberColumn: column, problems };
}

/** What is wrong with its e-mail address, by the reading that the page of a lead shows. It stops no row. */
function emailFault(fields: JsonObject, { columnOf }: ReturnType<typeof compileMapping>): MapFault | undefined {
  const { field = '', text = '' } = contactFields(fields).email ?? {};
  const { valid, says } = readEmail(text);
  if (valid !== false) return undefined;
  const why = says.charAt(0).toLowerCase() + says.slice(1);
  return { column: columnOf(field), says: `${quoted(text)} is no e-mail address: ${why}` };
}

function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`;
}

function phoneAt(fields: JsonObject, path: string): string {
  const value: Json | undefined = getPath(fields, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
