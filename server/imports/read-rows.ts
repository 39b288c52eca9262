// Reads the rows of a file as objects of column and text, piece by piece: a file of any size takes the same memory.
import { createReadStream } from 'node:fs';
import { plainCell } from '../../flows/language/csv-line.ts';
import { LineReader, separatorIn, type TextLine, UnreadableText } from '../../flows/language/delimited.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isForbiddenKey, isObject } from '../../flows/language/json.ts';
import type { ImportFile } from '../store/import-ops.ts';

/** Bytes that are read at once, and characters of a line at most. */
const BLOCK = 256 * 1024;
const LONGEST_LINE = 256 * 1024;
const MOST_COLUMNS = 1000;
/** Rows that a mapping is tried on. */
const SAMPLES = 20;
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** How a file is to be read where that is not found out: what is absent is. */
export type ReadChoice = Partial<Pick<ImportFile, 'encoding' | 'separator' | 'titled'>>;

/** A row. `row` counts from 1, `line` is its line in the file; `fault` says why it cannot be read as one. */
export interface FileRow {
  row: number;
  line: number;
  cells: string[];
  record: JsonObject;
  fault?: string;
}

/** What the file holds: columns and first rows. Throws UnreadableText. */
export async function describeFile(path: string, encoding: ImportFile['encoding'], choice: ReadChoice) {
  const read = { encoding: choice.encoding ?? encoding };
  const separator = choice.separator ?? separatorOf(await beginning(path, read.encoding));
  const first = await firstLines(path, { ...read, separator });
  const titles = first[0]?.cells ?? [];
  const titled = separator !== 'json' && (choice.titled ?? looksTitled(titles));
  const count = separator === 'json' ? keysOf(first).length : titles.length;
  if (count > MOST_COLUMNS)
    throw new UnreadableText(`It has ${count.toLocaleString('en')} columns; 1,000 are the most.`);
  const columns = separator === 'json' ? keysOf(first) : columnsOf(titles, titled);
  const file: ImportFile = { ...read, separator, titled, columns, sample: [] };
  for await (const rows of rowsOf(path, file)) {
    file.sample.push(...rows.flatMap(({ record, fault }) => (fault === undefined ? [record] : [])));
    if (file.sample.length >= SAMPLES) break;
  }
  file.sample.splice(SAMPLES);
  return file;
}

/** The rows, many at a time. Throws UnreadableText where the file cannot be read on. */
export async function* rowsOf(path: string, file: ImportFile): AsyncGenerator<FileRow[]> {
  let row = 0;
  let isTitle = file.titled;
  for await (const lines of linesOf(path, file)) {
    const rows: FileRow[] = [];
    for (const line of lines) {
      if (!isTitle) rows.push(file.separator === 'json' ? jsonRow(line, ++row) : cellRow(line, ++row, file.columns));
      isTitle = false;
    }
    if (rows.length > 0) yield rows;
  }
}

/** The lines that hold anything; a line of JSON is one cell. */
async function* linesOf(path: string, { encoding, separator }: Pick<ImportFile, 'encoding' | 'separator'>) {
  // A line of JSON has no quotes of ours: the separator is one that no text has, and quotes are read apart below.
  const reader = separator === 'json' ? new PlainLines() : new LineReader(separator, LONGEST_LINE);
  for await (const text of textOf(path, encoding)) yield reader.push(text);
  yield reader.end();
}

/** The text, without its byte order mark. */
async function* textOf(path: string, encoding: ImportFile['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  for await (const part of createReadStream(path, { highWaterMark: BLOCK })) {
    yield decoded(() => decoder.decode(part as Buffer, { stream: true }));
  }
  yield decoded(() => decoder.decode());
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new UnreadableText('It is not UTF-8 all through. Choose another encoding, such as Windows-1252.');
  }
}

/** Lines by their ends alone. */
class PlainLines {
  #rest = '';
  #number = 0;

  push(piece: string): TextLine[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE)
      throw new UnreadableText(`Line ${this.#number + lines.length + 1} is longer than 262,144 characters.`);
    return lines.flatMap((text) => this.#line(text));
  }

  end(): TextLine[] {
    return this.#line(this.#rest);
  }

  #line(text: string): TextLine[] {
    this.#number += 1;
    return text.trim() === '' ? [] : [{ number: this.#number, cells: [text.trim()] }];
  }
}

async function beginning(path: string, encoding: ImportFile['encoding']): Promise<string> {
  for await (const text of textOf(path, encoding)) if (text !== '') return text;
  throw new UnreadableText('The file is empty.');
}

function separatorOf(text: string): ImportFile['separator'] {
  if (text.trimStart().startsWith('{')) return 'json';
  return separatorIn(text, SEPARATORS) as ImportFile['separator'];
}

async function firstLines(path: string, file: Pick<ImportFile, 'encoding' | 'separator'>): Promise<TextLine[]> {
  const first: TextLine[] = [];
  for await (const lines of linesOf(path, file)) {
    first.push(...lines.slice(0, SAMPLES));
    if (first.length >= SAMPLES) return first;
  }
  if (first.length === 0) throw new UnreadableText('The file holds no rows.');
  return first;
}

/** A first line with a number or an e-mail address in it is a lead. */
function looksTitled(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '') && !cells.some((cell) => /\d{5}|@/.test(cell));
}

/** Names that are not there, come twice, or no object can have, are made up. */
function columnsOf(cells: readonly string[], titled: boolean): string[] {
  const used = new Set<string>();
  return cells.map((cell, at) => {
    const given = titled ? plainCell(cell).replace(/\s+/g, ' ') : '';
    const name = given === '' || isForbiddenKey(given) ? `Column ${at + 1}` : given;
    let free = name;
    for (let count = 2; used.has(free); count += 1) free = `${name} ${count}`;
    used.add(free);
    return free;
  });
}

function keysOf(lines: readonly TextLine[]): string[] {
  return [...new Set(lines.flatMap((line) => Object.keys(jsonRow(line, 0).record)))];
}

function cellRow({ number, cells }: TextLine, row: number, columns: readonly string[]): FileRow {
  const record: JsonObject = {};
  for (const [at, column] of columns.entries()) record[column] = valueIn(column, plainCell(cells[at] ?? ''));
  const read = { row, line: number, cells, record };
  const [first = ''] = cells;
  // The last line of a list that is longer than a file of it may be.
  if (cells.length === 1 && columns.length > 1 && first.startsWith('Cut here: ')) return { ...read, fault: first };
  if (!cells.slice(columns.length).some((cell) => cell !== '')) return read;
  return { ...read, fault: `The row has ${cells.length} cells, and there are ${columns.length} columns.` };
}

/** A file of leads that was exported holds their fields as an object. */
function valueIn(column: string, text: string): Json {
  if (column !== 'fields' || !text.startsWith('{')) return text;
  return objectIn(text) ?? text;
}

function jsonRow({ number, cells }: TextLine, row: number): FileRow {
  const record = objectIn(cells[0] ?? '');
  const read = { row, line: number, cells };
  if (!record) return { ...read, record: {}, fault: 'The line is no object in JSON.' };
  const isCut = typeof record.cut === 'string' && Object.keys(record).length === 1;
  return isCut ? { ...read, record, fault: String(record.cut) } : { ...read, record };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text, (key, part) => (isForbiddenKey(key) ? undefined : part)) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
