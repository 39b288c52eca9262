// Writes lines of CSV in which a spreadsheet finds no formula, and reads back what it put before such a text. Pure.
import type { Json } from './document.ts';

/** What makes a spreadsheet calculate. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** One line of CSV (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** A value as the text of a cell. Text that a spreadsheet would calculate gets an apostrophe before it. */
export function cellText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The text of a cell without the apostrophe that `cellText` put before it. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
