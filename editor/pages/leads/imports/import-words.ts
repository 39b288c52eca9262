// How an import of leads stands, in words.
import type { Tone } from '../../../kit/Badge.tsx';
import type { LeadImport, LeadImportSettings } from '../../../types.ts';

const STATES: Record<LeadImport['state'], { label: string; tone: Tone }> = {
  receiving: { label: 'Uploading', tone: 'run' },
  received: { label: 'To be mapped', tone: 'accent' },
  checking: { label: 'Being checked', tone: 'run' },
  checked: { label: 'Checked, not imported', tone: 'accent' },
  importing: { label: 'Importing', tone: 'run' },
  paused: { label: 'Paused', tone: 'warn' },
  done: { label: 'Imported', tone: 'ok' },
  'taking-back': { label: 'Being taken back', tone: 'run' },
  cancelled: { label: 'Cancelled and taken back', tone: 'skip' },
};

/** How an import stands on screen. One whose bytes are all here is not uploading any more. */
export function stateWords({ state, received, size }: Pick<LeadImport, 'state' | 'received' | 'size'>): {
  label: string;
  tone: Tone;
} {
  return state === 'receiving' && received === size ? { label: 'Not read', tone: 'warn' } : STATES[state];
}

/** How a number of rows is written. */
export function number(value: number): string {
  return value.toLocaleString('en');
}

/** The choices of a field, by what is sent. */
type Choices<K extends keyof LeadImportSettings> = readonly { id: LeadImportSettings[K]; label: string }[];

/** The same words as on the form of the step Create lead. */
export const ON_DUPLICATE: Choices<'onDuplicate'> = [
  { id: 'skip', label: 'Leave the old one' },
  { id: 'update', label: 'Update the old one' },
  { id: 'merge', label: 'Update what was sent' },
  { id: 'allow', label: 'Create it anyway' },
];
export const SCOPES: Choices<'scope'> = [
  { id: 'list', label: 'Its list' },
  { id: 'campaign', label: 'Its campaign' },
  { id: 'account', label: 'All lists' },
];
export const ON_DNC: Choices<'onDnc'> = [
  { id: 'skip', label: 'Do not import them' },
  { id: 'flag', label: 'Import them with the flag DNC' },
];
export const ON_UNREADABLE: Choices<'onUnreadable'> = [
  { id: 'import', label: 'Import them without a number' },
  { id: 'skip', label: 'Do not import them' },
];
