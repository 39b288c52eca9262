// What is said of templates: the names of their types.
import type { TemplateDocument } from '../../../flows/language/receivers.ts';

/** Type of a template -> its word. */
export const TYPE_WORDS: Readonly<Record<NonNullable<TemplateDocument['type']>, string>> = {
  crm: 'CRM',
  sms: 'SMS',
  other: 'Other',
};

/** The types to choose from. */
export const TYPES = Object.entries(TYPE_WORDS).map(([id, label]) => ({ id, label }));
