// What the form of the duplicate check holds, and what its fields are called where the server finds fault with them. Pure.
import type { AccountSettings } from '../../../types.ts';

/** Where the settings are read and put. */
export const CHECK_PATH = '/api/account-check';

/** A list as one line of text. */
export function listText(list: readonly string[] = []): string {
  return list.join(', ');
}

/** A line of text as a list, each once: commas, blanks and line ends part it. */
export function textList(text: string): string[] {
  return [...new Set(text.split(/[,\s]+/).filter((each) => each !== ''))];
}

const FIELDS = {
  connection: 'Connection (or flow)',
  flow: 'Connection (or flow)',
  endpoint: 'Call',
  rows: 'External API Data Validation',
  required: 'Required fields',
  users: 'Known users',
};
const COLUMNS = {
  key: 'Key',
  comparison: 'Comparison',
  value: 'Value',
  createLead: 'Create lead',
  status: 'Status',
  addToDnc: 'Add to DNC',
  success: 'Success',
};

/** Field as a problem names it -> what the page calls it: `rows.0.key` is "Row 1, Key:". */
export function fieldNames({ rows }: Pick<AccountSettings, 'rows'>): Record<string, string> {
  const columns = Object.entries(COLUMNS);
  const ofRow = (path: string, name: string) => [
    [path, `${name}:`],
    ...columns.map(([column, title]) => [`${path}.${column}`, `${name}, ${title}:`]),
  ];
  return Object.fromEntries([
    ...Object.entries(FIELDS).map(([field, name]) => [field, `${name}:`]),
    ...rows.flatMap((_, index) => ofRow(`rows.${index}`, `Row ${index + 1}`)),
    ...ofRow('noMatch', 'No match'),
  ]);
}
