// Reads the values of a list out of text in columns. Pure.
import { readLines } from '../adaptors/delimited-text.ts';

/** Text in columns, as read. */
export interface ReadColumns {
  lines: readonly (readonly string[])[];
  columns: number;
  /** The first line is a title as our own files have it, or a usual one. */
  looksTitled: boolean;
  /** What is wrong with the text. */
  says: string | undefined;
}

const TITLES = ['entry', 'value', 'values', 'name', 'email', 'company', 'domain', 'phone'];

/** The columns of a text. */
export function readColumns(text: string): ReadColumns {
  const read = readLines(text);
  if ('says' in read) return { lines: [], columns: 0, looksTitled: false, says: read.says };
  const lines = read.lines.map(({ cells }) => cells);
  return {
    lines,
    columns: Math.max(0, ...lines.slice(0, 1000).map((cells) => cells.length)),
    looksTitled: lines[0]?.some((cell) => TITLES.includes(cell.toLowerCase())) ?? false,
    says: undefined,
  };
}

/** The values of a column, each once. */
export function valuesIn({ lines }: ReadColumns, column: number, isTitled: boolean): string[] {
  const cells = lines.slice(isTitled ? 1 : 0).map((line) => (line[column] ?? '').replace(GUARD, ''));
  return [...new Set(cells.filter((cell) => cell !== ''))];
}

/** The apostrophe that a file of ours has before what a spreadsheet would calculate: it is no part of the value. */
const GUARD = /^'(?=[=+\-@\t＝＋－＠])/;

/** What a request takes at most. */
const MOST = { values: 200_000, characters: 1000 } as const;

/** Why the values cannot be sent in one request; undefined where they can. */
export function tooMuch(values: readonly string[]): string | undefined {
  if (values.length > MOST.values) {
    const [found, most] = [values.length, MOST.values].map((count) => count.toLocaleString('en'));
    return `There are ${found} values: at most ${most} can be taken at once. Import them in parts.`;
  }
  const long = values.find((value) => value.length > MOST.characters);
  return long && `A value has more than ${MOST.characters.toLocaleString('en')} characters: "${long.slice(0, 40)}…".`;
}

/** The columns as choices, by title or by their first value. */
export function columnNames({ lines, columns }: ReadColumns, isTitled: boolean): { id: string; label: string }[] {
  const first = lines[0] ?? [];
  return Array.from({ length: columns }, (_, index) => {
    const cell = first[index] ?? '';
    const label = isTitled && cell !== '' ? cell : `Column ${index + 1}${cell === '' ? '' : `: ${cell}`}`;
    return { id: String(index), label };
  });
}
