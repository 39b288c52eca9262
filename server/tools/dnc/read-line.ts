// Reads the number of one line of a DNC file: a number alone, the national file's `area,number`, or a column of a CSV.
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import { readPhone } from '../read-phone.ts';

/** What a line says: a number as E.164 digits, and whether a change file marks it as added or deleted. */
export interface ReadLine {
  number: number;
  mark: 'add' | 'delete' | undefined;
}

/** Where the numbers of a file stand. `area`: in two columns, the second behind it. Counted from 0. */
export interface Layout {
  column: number;
  isSplit: boolean;
}

/** Columns that are called so hold the number. */
const NUMBER_NAME = /phone|number|tel|mobile|cell|msisdn|nummer/i;
const AREA_NAME = /^area/i;
/** A change file of the national registry says A or D; others say it in words. */
const MARKS: Readonly<Record<string, ReadLine['mark']>> = {
  a: 'add',
  add: 'add',
  added: 'add',
  d: 'delete',
  delete: 'delete',
  deleted: 'delete',
  remove: 'delete',
  removed: 'delete',
};

/** The country code of a region, digits; '' for a region that is none. */
export function callingCodeOf(region: string): string {
  return isSupportedCountry(region) ? getCountryCallingCode(region) : '';
}

/** The cells of a line: commas, semicolons or tabs between, quotes around where they are needed. */
export function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(/[,;\t]/).map((cell) => cell.trim());
  const cells = [...line.matchAll(/(?:^|[,;\t])[^\S\t]*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)];
  return cells.map(([, quoted, plain = '']) => (quoted ?? plain).replaceAll('""', '"').trim());
}

/** Where the numbers are, by the names of the first line; undefined where it names no column. */
export function layoutOfHeader(cells: readonly string[]): Layout | undefined {
  if (cells.some((cell) => /\d{5}/.test(cell))) return undefined;
  const area = cells.findIndex((cell) => AREA_NAME.test(cell));
  if (area >= 0 && NUMBER_NAME.test(cells[area + 1] ?? '')) return { column: area, isSplit: true };
  const column = cells.findIndex((cell) => NUMBER_NAME.test(cell));
  return column < 0 ? undefined : { column, isSplit: false };
}

/** Where the number is, by the first line that holds one; undefined where none is found. */
export function layoutOfLine(cells: readonly string[], region: string): Layout | undefined {
  for (const [column, cell] of cells.entries()) {
    if (/^\d{3}$/.test(cell) && /^\d{7}$/.test(cells[column + 1] ?? '')) return { column, isSplit: true };
    if (!isDate(cell) && readNumber(cell, region) !== undefined) return { column, isSplit: false };
  }
  return undefined;
}

/** The line by its layout; undefined where there is no number at its place. */
export function readCells(cells: readonly string[], layout: Layout, region: string): ReadLine | undefined {
  const { column, isSplit } = layout;
  const text = isSplit ? `${cells[column] ?? ''}${cells[column + 1] ?? ''}` : (cells[column] ?? '');
  const number = readNumber(text, region);
  if (number === undefined) return undefined;
  const rest = cells.slice(column + (isSplit ? 2 : 1));
  const mark = rest.map((cell) => MARKS[cell.toLowerCase()]).find((each) => each !== undefined);
  return { number, mark };
}

/** The columns that say something of which nothing is kept, and whether that is a number: a date is none. */
export function unusedIn(
  cells: readonly string[],
  layout: Layout,
  region: string,
): { column: number; isNumber: boolean }[] {
  const { column: own, isSplit } = layout;
  return cells.flatMap((cell, column) => {
    const isMark = MARKS[cell.toLowerCase()] !== undefined;
    if (column === own || (isSplit && column === own + 1) || cell === '' || isMark) return [];
    return [{ column, isNumber: !isDate(cell) && readNumber(cell, region) !== undefined }];
  });
}

/**
 * A number as E.164 digits. Numbers of the North American plan, which files of many millions hold, are read by their
 * digits: the library would take half a minute for a million; for them it says the same (a test compares).
 */
export function readNumber(text: string, region: string): number | undefined {
  if (/^[\d\s().+/-]+$/.test(text)) {
    const digits = text.replace(/\D/g, '');
    const isInternational = text.startsWith('+');
    if (isNanp(region) && !isInternational && /^[2-9]\d{9}$/.test(digits)) return 1e10 + Number(digits);
    if ((isInternational || isNanp(region)) && /^1[2-9]\d{9}$/.test(digits)) return Number(digits);
  }
  const { e164 } = readPhone(text, region);
  return e164 === '' ? undefined : Number(e164.slice(1));
}

/** Only these: others of the plan have shorter ways to write their numbers. */
function isNanp(region: string): boolean {
  return region === 'US' || region === 'CA';
}

function isDate(cell: string): boolean {
  return /^\d{4}-\d\d-\d\d|^\d{1,2}\/\d{1,2}\/\d{4}/.test(cell);
}
