// What a person changes of a lead by hand: the lead as a form, what is wrong with it, and what is sent. Pure.
import type { LeadDetail } from '../../types.ts';

/** One id that another system has for the lead. */
export interface ExternalId {
  system: string;
  id: string;
}

/** The form. Amounts are texts while they are typed. */
export interface LeadForm {
  status: string;
  list: string;
  owner: string;
  flags: readonly string[];
  reference: string;
  amount: string;
  currency: string;
  externalIds: readonly ExternalId[];
}

/** What can be wrong, at its field. */
export interface LeadFaults {
  amount?: string;
  currency?: string;
  externalIds?: string;
}

/** What is sent: only what differs. */
export type LeadPatch = Partial<
  Pick<LeadDetail, 'status' | 'list' | 'owner' | 'reference' | 'flags' | 'price' | 'externalIds'>
>;

/** The lead as the form shows it. */
export function formOf(lead: LeadDetail): LeadForm {
  const { status, list, owner, flags, reference, price, externalIds } = lead;
  const amount = price === null ? '' : String(price.amount);
  return { status, list, owner, flags, reference, amount, currency: price?.currency ?? '', externalIds };
}

/** What is wrong, in words; an empty object where nothing is. */
export function faultsOf({ amount, currency, externalIds }: LeadForm): LeadFaults {
  const faults: LeadFaults = {};
  const price = amount.trim();
  if (price !== '' && amountOf(price) === undefined) faults.amount = 'Type a number such as 12.50, or leave it empty.';
  if (price !== '' && !/^([A-Za-z]{3})?$/.test(currency.trim()))
    faults.currency = 'Type three letters, such as USD, or none.';
  const rows = externalIds.filter(isFilled);
  if (rows.some(({ system, id }) => system.trim() === '' || id.trim() === ''))
    faults.externalIds = 'Give each id a system and each system an id, or remove the line.';
  else if (new Set(rows.map(({ system }) => system.trim())).size < rows.length)
    faults.externalIds = 'One system is there twice: keep one line for each.';
  return faults;
}

/** What differs from the lead as it is. */
export function changesOf(lead: LeadDetail, form: LeadForm): LeadPatch {
  const next = patchOf(form);
  const now = patchOf(formOf(lead));
  return Object.fromEntries(
    Object.entries(next).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name as keyof LeadPatch]),
    ),
  );
}

function patchOf(form: LeadForm): Required<LeadPatch> {
  const amount = amountOf(form.amount.trim());
  return {
    status: form.status,
    list: form.list,
    owner: form.owner.trim(),
    flags: [...form.flags],
    reference: form.reference.trim(),
    price: amount === undefined ? null : { amount, currency: form.currency.trim().toUpperCase() },
    externalIds: form.externalIds.filter(isFilled).map(({ system, id }) => ({ system: system.trim(), id: id.trim() })),
  };
}

function isFilled({ system, id }: ExternalId): boolean {
  return system.trim() !== '' || id.trim() !== '';
}

function amountOf(text: string): number | undefined {
  return /^\d{1,9}([.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** A price as people write it: "USD 12.50". */
export function priceWords(price: LeadDetail['price']): string {
  if (price === null) return '';
  const amount = price.amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return price.currency === '' ? amount : `${price.currency} ${amount}`;
}
