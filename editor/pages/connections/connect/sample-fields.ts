// Makes the fields of a new adaptor from a pasted sample: what the receiver takes, and which part of a lead fills it. Pure.
import type { AdaptorField, Json, JsonObject } from '../../../../flows/language/document.ts';
import { getPath } from '../../../../flows/language/paths.ts';
import { matchNames, withMatches } from '../../adaptors/match-names.ts';
import { targetsOf } from '../../adaptors/targets.ts';

/** The fields that leads usually have, under the names that our own examples give them. */
const LEAD: JsonObject = {
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: '+13105550123',
  email: 'ann@example.com',
  address: '1 Main St',
  city: 'Los Angeles',
  state: 'CA',
  zip: '90210',
  country: 'US',
  date_of_birth: '1990-04-21',
  company: 'Acme',
  ip_address: '203.0.113.7',
  vendor_lead_id: 'v-1',
};

/** What can fill a field, to choose from. */
export const LEAD_PATHS = [...Object.keys(LEAD).map((name) => `lead.${name}`), 'trigger.source', 'run.id'];

/** The rows that the pasted text makes: matched by name, the rest a constant where the sample has a plain value. */
export function sampleFields(text: string): { fields: AdaptorField[] } | { says: string } {
  const found = targetsOf(text);
  if ('says' in found) return found;
  const matched = withMatches(found.targets, matchNames(found.targets, { lead: LEAD }));
  const values = found.from === 'names' || found.from === 'JSON Schema' ? undefined : valuesOf(text.trim());
  const fields = matched.map((field) => {
    const value = field.from === undefined && field.value === undefined ? plainAt(values, field.target) : undefined;
    return value === undefined ? field : { ...field, value };
  });
  return { fields };
}

function valuesOf(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return Object.fromEntries(new URLSearchParams(text.slice(text.indexOf('?') + 1)));
  const value = JSON.parse(text) as Json;
  return Array.isArray(value) ? value[0] : value;
}

/** The value at the target, where it is a text, number, yes or no that a constant can be. */
function plainAt(values: Json | undefined, target: string): Json | undefined {
  const value = values === undefined ? undefined : getPath(values, target);
  return value === null || value === '' || typeof value === 'object' ? undefined : value;
}

const ALWAYS = 'always ';

/** How a row is filled, as its field shows it: a path or expression, or `always 1001`. */
export function shownSource({ from, value }: AdaptorField): string {
  if (from !== undefined) return from;
  return value === undefined ? '' : `${ALWAYS}${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** The row filled as its field now says. */
export function withShownSource(field: AdaptorField, text: string): AdaptorField {
  const { from: _, value: __, target, ...rest } = field;
  if (text.trim() === '') return { target, ...rest };
  if (!text.startsWith(ALWAYS)) return { target, from: text.trim(), ...rest };
  return { target, value: text.slice(ALWAYS.length), ...rest };
}
