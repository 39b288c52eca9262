// A lead to try a flow with: made from the fields that its trigger asks for, and as a curl line to paste.
import type { FlowDocument, JsonObject } from '../../flows/language/document.ts';

const KNOWN: readonly [RegExp, string][] = [
  [/phone|mobile|tel/i, '+13105550123'],
  [/mail/i, 'ann@example.com'],
  [/first/i, 'Ann'],
  [/last|sur/i, 'Lee'],
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

/** Where this browser keeps the lead that a flow was last tried with. */
export function sampleKey(slug: string): string {
  return `leadflow-sample:${slug}`;
}

/** A lead with a likely value for each field of the trigger; the usual fields where it names none. */
export function sampleLead(document: FlowDocument, trigger: string | undefined): JsonObject {
  const fields = trigger === undefined ? undefined : document.nodes[trigger]?.config.fields;
  if (!Array.isArray(fields) || fields.length === 0) return USUAL;
  const lead: JsonObject = {};
  for (const field of fields) {
    if (typeof field !== 'object' || field === null || Array.isArray(field) || typeof field.name !== 'string') continue;
    const { name } = field;
    if (field.type === 'number') lead[name] = 42;
    else if (field.type === 'boolean') lead[name] = true;
    else lead[name] = KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
  }
  return lead;
}

/** A curl line that posts the lead to the address; the key's place is marked. */
export function curlFor(address: string, lead: JsonObject): string {
  const body = JSON.stringify(lead).replaceAll("'", String.raw`'\''`);
  return [
    `curl -X POST '${address}'`,
    `  -H 'Content-Type: application/json'`,
    `  -H 'X-Leadflow-Key: YOUR-SOURCE-KEY'`,
    `  -d '${body}'`,
  ].join(' \\\n');
}
