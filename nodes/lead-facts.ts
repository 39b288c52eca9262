// What a step keeps with a lead beside its fields: owner, flags, reference, ids elsewhere and price, as a form says it.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { expression, fixedOrExpression } from './contract.ts';
import { textOf } from './duplicates.ts';
import type { CreateLead } from './tools.ts';

const text = (options: { title: string; description: string; examples: string[] }) =>
  Type.Optional(fixedOrExpression<Json | undefined>(Type.String(options)));

/** The form fields. */
export const FACT_FIELDS = {
  owner: text({
    title: 'Owner',
    description: 'Who works on the lead: fixed, or an expression after =.',
    examples: ['ann@example.com', '=lead.agent'],
  }),
  flags: Type.Optional(
    expression<Json | undefined>({
      title: 'Flags',
      description:
        'Short words to find the lead by: one text, or a list of them. A lead that is updated keeps those it has.',
      examples: ['"vip"', '["vip", "spanish"]'],
    }),
  ),
  reference: text({
    title: 'Reference',
    description: 'What the source calls the lead; a search finds it.',
    examples: ['=lead.vendor_lead_code'],
  }),
  externalIds: Type.Optional(
    expression<Json | undefined>({
      title: 'Ids elsewhere',
      description: 'The ids that the lead has in other systems, by the name of the system; a search finds them.',
      examples: ['{"crm": steps.read.data.id}', '{"leadconduit": lead.lead_id}'],
    }),
  ),
  price: Type.Optional(
    expression<Json | undefined>({
      title: 'Price',
      description: 'What is paid for the lead, as a number. What is no number is left out.',
      examples: ['lead.price', '12.5'],
    }),
  ),
  currency: text({
    title: 'Currency',
    description: 'Of the price: three capital letters.',
    examples: ['USD'],
  }),
};

interface Given {
  owner?: Json | undefined;
  flags?: Json | undefined;
  reference?: Json | undefined;
  externalIds?: Json | undefined;
  price?: Json | undefined;
  currency?: Json | undefined;
}

const LONGEST = 200;
const LONGEST_FLAG = 60;
const MOST = 50;

/** Only what was given and says something: a blank value takes nothing from a lead that is there. Fails with CONFIG_INVALID. */
export function factsOf(given: Given): Partial<CreateLead> {
  const owner = textOf(given.owner).slice(0, LONGEST);
  const reference = textOf(given.reference).slice(0, LONGEST);
  const flags = flagsOf(given.flags);
  const externalIds = idsOf(given.externalIds);
  const price = priceOf(given.price, given.currency);
  return {
    ...(owner === '' ? {} : { owner }),
    ...(flags.length === 0 ? {} : { flags }),
    ...(reference === '' ? {} : { reference }),
    ...(Object.keys(externalIds).length === 0 ? {} : { externalIds }),
    ...(price ? { price } : {}),
  };
}

function flagsOf(value: Json | undefined): string[] {
  const each = Array.isArray(value) ? value : [value];
  const flags = each.map((flag) => textOf(flag).slice(0, LONGEST_FLAG).trim()).filter((flag) => flag !== '');
  return [...new Set(flags)].slice(0, MOST);
}

function idsOf(value: Json | undefined): { [system: string]: string } {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    const says = 'The ids must be an object: the name of a system, and the id there.';
    throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'externalIds', says }] });
  }
  const ids = Object.entries(value).map(
    ([system, id]) => [system.slice(0, 100), textOf(id).slice(0, LONGEST)] as const,
  );
  return Object.fromEntries(ids.filter(([system, id]) => system !== '' && id !== '').slice(0, MOST));
}

/** An unreadable price does not stop a lead. */
function priceOf(
  value: Json | undefined,
  currency: Json | undefined,
): { amount: number; currency: string } | undefined {
  const text = textOf(value).replaceAll(',', '');
  const amount = /^-?\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
  if (amount === undefined) return undefined;
  const code = textOf(currency).toUpperCase();
  return { amount, currency: /^[A-Z]{3}$/.test(code) ? code : '' };
}
