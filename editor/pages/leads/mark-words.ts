// The marks of a status: what each is called, what it does, and what a status brings with it. Pure.
import type { Status } from '../../types.ts';

/** The marks. */
export const MARKS = ['final', 'success', 'dnc'] as const;
/** The name of one. */
export type Mark = (typeof MARKS)[number];

/** What a mark is called, and what it does. */
export const MARK_WORDS: Readonly<Record<Mark, { label: string; says: string }>> = {
  final: {
    label: 'Final',
    says: 'The lead is done with: flows and clients that send it again leave the status as it is. A person may still change it.',
  },
  success: {
    label: 'Success',
    says: 'Counts as a success in filters and figures. It changes nothing else.',
  },
  dnc: {
    label: 'DNC',
    says: 'Whoever gives it, a person, a flow, the lead API or an import, also puts the number of the lead on the account’s DNC list.',
  },
};

/** Whether the meaning of a status says more than its short form: "SALE" and "Sale" are one word. */
export function saysMore({ abbrev, label }: Pick<Status, 'abbrev' | 'label'>): boolean {
  return label.toUpperCase() !== abbrev;
}

const BRINGS: Readonly<Record<Mark, string>> = {
  final: 'Final: flows leave it as it is from then on.',
  success: 'Counts as a success.',
  dnc: 'The number goes on the account’s DNC list too.',
};

/** What giving the status brings with it; '' where it has no mark. */
export function markWords(status: Pick<Status, Mark>): string {
  return MARKS.filter((mark) => status[mark])
    .map((mark) => BRINGS[mark])
    .join(' ');
}
