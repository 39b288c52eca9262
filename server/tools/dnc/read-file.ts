// Reads a DNC file line by line, in constant memory, and says what became of every line.
import { closeSync, openSync, readSync } from 'node:fs';
import { OneReason } from './one-reason.ts';
import { cellsOf, type Layout, layoutOfHeader, layoutOfLine, type ReadLine, readCells, unusedIn } from './read-line.ts';

/** Bytes that are read at once; a line is shorter. */
const BLOCK = 4 * 1024 * 1024;
const LONGEST_LINE = 4096;
/** Lines that could not be read and are shown. */
const MOST_EXAMPLES = 50;
const LONGEST_EXAMPLE = 60;
const [NEWLINE, COMMA, ZERO, NINE] = [10, 44, 48, 57];

/** A line without a number, as a person finds it: counted from 1. */
export interface UnreadLine {
  line: number;
  text: string;
}

/** What a file came to. */
export interface FileCount {
  lines: number;
  /** Lines with a number. */
  read: number;
  unreadable: number;
  /** The first of those. */
  examples: UnreadLine[];
  /** Lines marked as added, and as deleted, as change files do. */
  marked: { add: number; delete: number };
  /** Which column held the number, counted from 1; 0 where none did. */
  column: number;
  /** Columns that nothing is kept of, by their names in the first line, or as `column 3`. */
  unused: string[];
  /** Those of them that hold numbers too. */
  moreNumbers: string[];
  /** The one reason of all rows, where it is kept; '' where none is. */
  reason: string;
}

/** A file that cannot be read at all; `message` says why and what to do. */
export class UnreadableFile extends Error {}

interface Taking {
  region: string;
  /** One reason of all rows can be kept: the list has no other numbers that would get it too. */
  keepsReason: boolean;
  /** Called for every line with a number. False where the line is of no use: then it is one that could not be read. */
  take: (line: ReadLine) => boolean;
  /** Called now and then with the bytes read so far. */
  progress: (bytes: number) => void;
}

/** Reads the file. Throws UnreadableFile. */
export function readFile(path: string, taking: Taking): FileCount {
  const lines = new Lines(taking);
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(BLOCK + LONGEST_LINE);
  try {
    let kept = 0;
    let bytes = 0;
    for (;;) {
      const got = readSync(file, buffer, kept, BLOCK, null);
      if (got === 0) break;
      if (bytes === 0) refuseOthers(buffer.subarray(0, got));
      bytes += got;
      const end = kept + got;
      const rest = lines.whole(buffer, end);
      kept = end - rest;
      buffer.copyWithin(0, rest, end);
      taking.progress(bytes);
    }
    if (kept > 0 || lines.isCut) lines.line(buffer, 0, kept);
    lines.end();
    return lines.count;
  } finally {
    closeSync(file);
  }
}

/** What people send by mistake. */
function refuseOthers(bytes: Buffer): void {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new UnreadableFile('It is a ZIP archive or a workbook. Unpack it, or save it as CSV, and send that.');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new UnreadableFile('It is compressed (gzip). Unpack it and send the text.');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.includes(0))
    throw new UnreadableFile('It is no plain text. Save it as CSV in UTF-8 and send that.');
}

class Lines {
  readonly #taking: Taking;
  readonly #isNanp: boolean;
  #layout: Layout | undefined;
  /** The names of the columns, where the first line says them. */
  #names: readonly string[] = [];
  readonly #reason = new OneReason();
  /** The rest of a line that is too long. */
  #skips = false;
  readonly count: FileCount = {
    lines: 0,
    read: 0,
    unreadable: 0,
    examples: [],
    marked: { add: 0, delete: 0 },
    column: 0,
    unused: [],
    moreNumbers: [],
    reason: '',
  };

  constructor(taking: Taking) {
    this.#taking = taking;
    this.#isNanp = taking.region === 'US' || taking.region === 'CA';
  }

  /** True in the midst of a line that is too long. */
  get isCut(): boolean {
    return this.#skips;
  }

  /** Takes the whole lines up to `end`; answers where the last, unfinished one begins. */
  whole(bytes: Buffer, end: number): number {
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1 && at < end; at = bytes.indexOf(NEWLINE, start)) {
      this.line(bytes, start, at);
      start = at + 1;
    }
    if (end - start < LONGEST_LINE) return start;
    this.#skips = true;
    return end;
  }

  line(bytes: Buffer, start: number, newline: number): void {
    const end = newline > start && bytes[newline - 1] === 13 ? newline - 1 : newline;
    this.count.lines += 1;
    if (this.#skips) {
      this.#skips = false;
      this.#unread('(longer than 4,096 characters)');
      return;
    }
    const number = this.#isNanp && !this.#reason.isThere ? this.#plain(bytes, start, end) : 0;
    if (number > 0) {
      this.#took({ number, mark: undefined }, () => bytes.toString('latin1', start, end));
      return;
    }
    const text = bytes.toString('utf8', start, end).replace(/^\ufeff/, '');
    if (text.trim() !== '') this.#cells(text);
  }

  /** `3105550123`, `13105550123` and `310,5550123`, which files of many millions hold; 0 for any other line. */
  #plain(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    const isSplit = length === 11 && bytes[start + 3] === COMMA;
    if (length !== 10 && length !== 11) return 0;
    const layout = this.#layout;
    if (layout && (layout.column !== 0 || layout.isSplit !== isSplit)) return 0;
    let number = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) number = number * 10 + byte - ZERO;
      else if (!isSplit || at !== start + 3) return 0;
    }
    const whole = length === 11 && !isSplit ? number : 1e10 + number;
    // The area code of a number of the plan begins with 2 to 9.
    if (whole < 12e9 || whole >= 2e10) return 0;
    if (!layout) this.#settle({ column: 0, isSplit });
    return whole;
  }

  #cells(text: string): void {
    const cells = cellsOf(text);
    if (!this.#layout) {
      const header = this.count.read === 0 ? layoutOfHeader(cells) : undefined;
      const layout = header ?? layoutOfLine(cells, this.#taking.region);
      if (layout) this.#settle(layout);
      // The line of the names holds no number, and is nobody's fault.
      if (header) {
        this.#names = cells;
        if (this.#taking.keepsReason) this.#reason.named(cells);
        return;
      }
    }
    if (this.count.read === 0 && this.#layout) this.#others(cells, this.#layout);
    const line = this.#layout && readCells(cells, this.#layout, this.#taking.region);
    if (line) {
      this.#reason.take(cells);
      this.#took(line, () => text);
    } else this.#unread(text);
  }

  /** What the first line with a number holds beside it. */
  #others(cells: readonly string[], layout: Layout): void {
    const unused = unusedIn(cells, layout, this.#taking.region);
    this.count.unused = unused.map(({ column }) => this.#nameOf(column));
    this.count.moreNumbers = unused.filter(({ isNumber }) => isNumber).map(({ column }) => this.#nameOf(column));
  }

  #nameOf(column: number): string {
    return (this.#names[column] || `column ${column + 1}`).slice(0, LONGEST_EXAMPLE);
  }

  /** What only the whole file says. */
  end(): void {
    const { found } = this.#reason;
    if (!found) return;
    this.count.reason = found.reason;
    this.count.unused = this.count.unused.filter((name) => name !== this.#nameOf(found.column));
  }

  #settle(layout: Layout): void {
    this.#layout = layout;
    this.count.column = layout.column + 1;
  }

  #took(line: ReadLine, text: () => string): void {
    if (this.#taking.take(line)) {
      this.count.read += 1;
      if (line.mark) this.count.marked[line.mark] += 1;
    } else this.#unread(text());
  }

  #unread(text: string): void {
    const { count } = this;
    count.unreadable += 1;
    if (count.examples.length < MOST_EXAMPLES)
      count.examples.push({ line: count.lines, text: text.trim().slice(0, LONGEST_EXAMPLE) });
  }
}
