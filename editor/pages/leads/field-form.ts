// The fields of a lead as lines to type in, and what is sent of them. Pure.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { LeadDetail } from '../../types.ts';

/** One field: its name and its text. `isNew`: it was added by hand, so its name can be typed. */
export interface FieldLine {
  name: string;
  text: string;
  isNew: boolean;
}

/** The fields that are a text, a number or yes and no; objects and lists are not edited by hand. */
export function linesOfFields(fields: JsonObject): FieldLine[] {
  return Object.entries(fields)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([name, value]) => ({ name, text: value === null ? '' : String(value), isNew: false }));
}

/** What is wrong with a line that was added; undefined where nothing is. */
export function lineFault(line: FieldLine, lines: readonly FieldLine[], fields: JsonObject): string | undefined {
  if (!line.isNew || (line.name.trim() === '' && line.text.trim() === '')) return undefined;
  if (line.name.trim() === '') return 'Type the name of the field, such as email.';
  const isTaken =
    Object.hasOwn(fields, line.name.trim()) ||
    lines.some((each) => each !== line && each.name.trim() === line.name.trim());
  return isTaken ? 'There is a field of this name already.' : undefined;
}

/** What differs: a text that is as the value reads is left alone, an emptied one goes, a number stays a number. */
export function fieldChanges(fields: JsonObject, lines: readonly FieldLine[]): JsonObject {
  const changed: [string, Json][] = [];
  for (const { name, text, isNew } of lines) {
    const key = name.trim();
    const now = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (isNew ? key !== '' && text !== '' : text !== (now === null || now === undefined ? '' : String(now)))
      changed.push([key, text === '' ? null : valueLike(now, text)]);
  }
  return Object.fromEntries(changed);
}

/** The text as the kind of value that stood there; a text where it reads as no such. */
function valueLike(now: Json | undefined, text: string): Json {
  if (typeof now === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (typeof now === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The field that holds the number which the lead is found by; undefined where none holds it as it was sent. */
export function numberField({ fields, phoneRaw }: Pick<LeadDetail, 'fields' | 'phoneRaw'>): string | undefined {
  return phoneRaw === '' ? undefined : Object.keys(fields).find((name) => String(fields[name]) === phoneRaw);
}

/** What is sent: fields that differ, and the number where its field, or `phone` where there is none, differs. */
export function fieldPatch(
  lead: Pick<LeadDetail, 'fields' | 'phoneRaw'>,
  lines: readonly FieldLine[],
  phone: string,
): { fields?: JsonObject; phone?: string } {
  const fields = fieldChanges(lead.fields, lines);
  const field = numberField(lead);
  const number = (field === undefined ? phone : (lines.find(({ name }) => name === field)?.text ?? '')).trim();
  return {
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(number === lead.phoneRaw ? {} : { phone: number }),
  };
}
