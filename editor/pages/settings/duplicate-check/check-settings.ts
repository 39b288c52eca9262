// What the form of the duplicate check holds, and how two sets of settings differ, row by row. Pure.
import { COMPARISONS } from '../../../../flows/language/decision.ts';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isSame } from '../../../../flows/language/json.ts';
import { tableRowOf } from '../../../kit/decision-words.ts';
import type { AccountSettings } from '../../../types.ts';

/** Where the settings are read and put. */
export const CHECK_PATH = '/api/account-check';

/** One place where two admins say different things. */
export interface Difference {
  place: string;
  theirs: string;
  mine: string;
}

/** How `mine` differs from what somebody else applied meanwhile. */
export function differences(theirs: AccountSettings, mine: AccountSettings): Difference[] {
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
    { place: 'Required', theirs: listText(theirs.required) || 'none', mine: listText(mine.required) || 'none' },
    { place: 'Users', theirs: listText(theirs.users) || 'anybody', mine: listText(mine.users) || 'anybody' },
  ];
  return whole.filter((each) => !isSame(each.theirs, each.mine));
}

/** A list as one line of text. */
export function listText(list: readonly string[] = []): string {
  return list.join(', ');
}

/** A line of text as a list, each once: commas, blanks and line ends part it. */
export function textList(text: string): string[] {
  return [...new Set(text.split(/[,\s]+/).filter((each) => each !== ''))];
}

/** What becomes of a lead that nobody could be asked about. */
export const NO_ANSWER_WORDS = { create: 'Create the lead', fail: 'Tell failed, keep the run' } as const;

function callWords({ connection, endpoint, flow = '' }: AccountSettings): string {
  if (flow !== '') return `the flow ${flow}`;
  return connection === '' ? 'none' : `${connection} / ${endpoint === '' ? 'none' : endpoint}`;
}

function rowWords(row: AccountSettings['rows'][number] | undefined): string {
  if (!row) return 'no such row';
  const { key, comparison = 'equals', value = '' } = tableRowOf(row as JsonObject);
  return `${key} ${COMPARISONS[comparison]} ${value}: ${decisionWords(row)}`;
}

function decisionWords({ createLead, status, addToDnc, success }: AccountSettings['noMatch']): string {
  const made = createLead ? `create${status ? ` as ${status}` : ''}` : 'do not create';
  return `${made}, ${addToDnc ? 'add to DNC' : 'not to DNC'}, ${success ? 'success' : 'failed'}`;
}
