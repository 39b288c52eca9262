// A lead to try a flow with: for each field that its trigger asks for, a value that the trigger takes.
import type { FlowDocument, Json, JsonObject } from './document.ts';
import { isObject } from './json.ts';

const KNOWN: readonly [RegExp, string][] = [
  [/phone|mobile|tel/i, '+13105550123'],
  [/mail/i, 'ann@example.com'],
  [/first/i, 'Ann'],
  [/last|sur/i, 'Lee'],
  [/company|employer/i, 'Acme'],
  [/name/i, 'Ann Lee'],
  [/zip|postal/i, '90210'],
  [/state|region/i, 'CA'],
  [/city/i, 'Los Angeles'],
  [/date|birth|dob/i, '1990-04-21'],
];
const USUAL: JsonObject = {
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: '+13105550123',
  email: 'ann@example.com',
};

/** Values that patterns often ask for, tried in this order. */
const SHAPES = [
  ...KNOWN.map(([, text]) => text),
  ...['3105550123', '13105550123', '(310) 555-0123', '310-555-0123', '90210-1234', '12345', '1234', '123', '12', '1'],
  ...['192.0.2.1', 'https://example.com/', '2026-03-01T10:00:00Z', '04/21/1990', '19900421', 'US', 'USA', 'yes', 'A'],
  ...['a', 'abc', '100.00', 'abc123', 'ABC-123', '00000000-0000-4000-8000-000000000000'],
];

/** Whether a text matches a pattern. The engine of patterns weighs too much for a page, so it is given where it is there. */
export type Matches = (pattern: string, text: string) => boolean;

/** A lead with a likely value for each field of the trigger; the usual fields where it names none. */
export function sampleLead(
  document: FlowDocument,
  trigger: string | undefined,
  matches: Matches = () => true,
): JsonObject {
  const fields = trigger === undefined ? undefined : document.nodes[trigger]?.config.fields;
  if (!Array.isArray(fields) || fields.length === 0) return USUAL;
  return Object.fromEntries(
    fields.flatMap((field) =>
      isObject(field) && typeof field.name === 'string' ? [[field.name, sampleValue(field, matches)]] : [],
    ),
  );
}

/** A value for one row of the field table: its own example, else a likely one that its pattern and length let through. */
export function sampleValue(field: JsonObject, matches: Matches): Json {
  const { name, type, example } = field;
  if (typeof example === 'string' && example !== '') return typed(example, type);
  if (type === 'number' && !field.pattern) return 42;
  if (type === 'boolean') return true;
  const likely = KNOWN.find(([pattern]) => pattern.test(String(name)))?.[1] ?? 'text';
  return [likely, ...SHAPES].find((text) => fits(text, field, matches)) ?? likely;
}

function typed(example: string, type: Json | undefined): Json {
  if (type === 'number' && Number.isFinite(Number(example))) return Number(example);
  if (type === 'boolean') return /^(true|yes|1|on)$/i.test(example);
  return example;
}

function fits(text: string, { pattern, maxLength }: JsonObject, matches: Matches): boolean {
  if (typeof maxLength === 'number' && text.length > maxLength) return false;
  return typeof pattern !== 'string' || matches(pattern, text);
}
