// Normalise: reads the contact data of the lead, so that the steps behind it can use and judge each part.
import { Type } from 'typebox';
import { CONTACT_PARTS, type Contact, momentOf, phoneField, readContact } from '../flows/language/contact.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { defineNode, ERROR_PORT, expression, fixedOrExpression } from './contract.ts';

const config = Type.Object(
  {
    from: Type.Optional(
      expression<Json | undefined>({
        title: 'Contact data',
        description:
          'The object whose fields are read: e-mail, name, address, state, postal code, date of birth and IP address are found under the names that sources use, such as first_name, Email or zip. Left empty: the lead.',
        examples: ['lead', 'steps.map', 'lead.contact'],
      }),
    ),
    phone: Type.Optional(
      expression<Json | undefined>({
        title: 'Phone',
        description: 'The phone number. Left empty: the field of the contact data that is called like one.',
        examples: ['lead.phone_number'],
      }),
    ),
    region: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Country',
          description:
            'Two letters: the country that the number, state, postal code and dates are read in where the lead names none. Left empty: that of the source.',
          examples: ['US', 'GB', '=lead.country'],
        }),
      ),
    ),
  },
  { additionalProperties: false },
);

const TITLES: Record<keyof Contact, string> = {
  phone: 'Phone number: E.164',
  email: 'E-mail address',
  name: 'Name',
  address: 'Street address',
  state: 'State or province',
  postalCode: 'Postal code',
  dateOfBirth: 'Birth date: YYYY-MM-DD',
  ip: 'IP address',
};

/** Reads contact data: its value is {phone, email, …}, each {raw, normal, valid, says}. Fails with CONFIG_INVALID. */
export const normalise = defineNode({
  type: 'normalise',
  title: 'Normalise contact data',
  aka: [
    'Normalize',
    'Validate contact data',
    'Format phone number',
    'Standardize',
    'Typed fields: raw, normal, valid (LeadConduit)',
    'phone, email, postal_code, dob types (LeadConduit)',
    'Data enhancement (LeadConduit)',
    'Field validation (Convertr)',
    'Form field validation (Convertr)',
    'Phone validation (Convertr)',
    'Invalid phone number, invalid email (Convoso)',
    'Custom field type (Convoso)',
    'Formatter (Zapier)',
  ],
  about:
    'Reads phone, e-mail, name, address, state, postal code, date of birth and IP: as sent, normalised, and whether valid.',
  category: 'transform',
  effect: 'none',
  ports: [
    {
      always: {
        name: 'normalised',
        title: 'Normalised',
        about: 'Each part as sent, normalised and judged. An invalid one goes on as well: a condition can ask for it.',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone'],
  config,
  output: () => ({
    type: 'object',
    title: 'Contact data',
    properties: Object.fromEntries(CONTACT_PARTS.map((part) => [part, partSchema(part)])),
    required: [...CONTACT_PARTS],
  }),
  run: (given, view, tools) => {
    const fields = fieldsOf('from' in given ? given.from : view.lead);
    const region = regionOf(given.region) || view.trigger.region;
    const number = 'phone' in given ? given.phone : phoneField(fields);
    const phone = tools.phone(number ?? null, region);
    const contact = readContact(fields, { phone, region, now: momentOf(view.trigger.receivedAt) });
    const wrong = CONTACT_PARTS.filter((part) => contact[part].valid === false);
    const says = wrong.map((part) => `${TITLES[part].split(':')[0]}: ${contact[part].says}`).join(' ');
    return { port: 'normalised', value: { ...contact }, reason: says || 'No part of the contact data is invalid.' };
  },
});

function partSchema(part: keyof Contact) {
  const more = { national: { type: 'string' }, country: { type: 'string' } } as const;
  return {
    type: 'object',
    title: TITLES[part],
    properties: {
      raw: { type: 'string', title: 'As it was sent' },
      normal: { type: 'string', title: 'Normalised; empty where it cannot be read' },
      valid: { type: ['boolean', 'null'], title: 'Whether it is valid; null where nothing can judge it' },
      says: { type: 'string', title: 'Why it is invalid' },
      ...(part === 'phone' ? more : {}),
    },
    required: ['raw', 'normal', 'valid', 'says'],
  };
}

function regionOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}

function fieldsOf(value: Json | undefined): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const says = 'It is no object with fields.';
  throw new Failure('CONFIG_INVALID', { detail: `Contact data: ${says}`, fields: [{ field: 'from', says }] });
}
