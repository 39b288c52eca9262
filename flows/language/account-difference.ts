// How the settings of the duplicate check differ where two admins applied them at once, place by place and in words. Pure.
import type { AccountSettings } from './account-flow.ts';
import { COMPARISONS, type DecisionRow, isValueless, type TableRow } from './decision.ts';

/** One place where two admins say different things. */
export interface AccountDifference {
  place: string;
  theirs: string;
  mine: string;
}

/** What becomes of a lead that nobody could be asked about. */
export const NO_ANSWER_WORDS = { create: 'Create the lead', fail: 'Tell failed, keep the run' } as const;

/** How `mine` differs from what somebody else applied meanwhile. */
export function accountDifferences(theirs: AccountSettings, mine: AccountSettings): AccountDifference[] {
  const count = Math.max(theirs.rows.length, mine.rows.length);
  const rows = Array.from({ length: count }, (_, index) => ({
    place: `Row ${index + 1}`,
    theirs: rowWords(theirs.rows[index]),
    mine: rowWords(mine.rows[index]),
  }));
  const whole = [
    { place: 'Check', theirs: theirs.on ? 'on' : 'off', mine: mine.on ? 'on' : 'off' },
    { place: 'Asks', theirs: callWords(theirs), mine: callWords(mine) },
    ...rows,
    { place: 'No match', theirs: decisionWords(theirs.noMatch), mine: decisionWords(mine.noMatch) },
    { place: 'No answer', theirs: NO_ANSWER_WORDS[theirs.noAnswer], mine: NO_ANSWER_WORDS[mine.noAnswer] },
    { place: 'Required fields', theirs: listed(theirs.required, 'none'), mine: listed(mine.required, 'none') },
    { place: 'Known users', theirs: listed(theirs.users, 'anybody'), mine: listed(mine.users, 'anybody') },
  ];
  return whole.filter((each) => each.theirs !== each.mine);
}

function listed(list: readonly string[], none: string): string {
  return list.length === 0 ? none : list.join(', ');
}

function callWords({ connection, endpoint, flow }: AccountSettings): string {
  if (flow !== '') return `the flow ${flow}`;
  return connection === '' ? 'nobody' : `${connection} / ${endpoint === '' ? 'none' : endpoint}`;
}

function rowWords(row: TableRow | undefined): string {
  if (!row) return 'no such row';
  const { key, comparison = 'equals', value = '' } = row;
  const test = `${key} ${COMPARISONS[comparison]}${isValueless(comparison) ? '' : ` ${value}`}`;
  return `${test}: ${decisionWords(row)}`;
}

function decisionWords({ createLead = false, status = '', addToDnc = false, success = false }: DecisionRow): string {
  const made = createLead ? `create${status === '' ? '' : ` as ${status}`}` : 'do not create';
  return `${made}, ${addToDnc ? 'add to DNC' : 'not to DNC'}, ${success ? 'success' : 'failed'}`;
}
