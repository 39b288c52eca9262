// Reads text in columns, as spreadsheets save and copy it, piece by piece: quotes, any line end, any usual separator. Pure.

/** One line with its number in the text, from 1; cells are trimmed. */
export interface TextLine {
  number: number;
  cells: string[];
}

/** Text that cannot be read on; `message` says where and why. */
export class UnreadableText extends Error {}

const [NEWLINE, QUOTE] = [10, 34];

/** Reads the lines that hold anything, in constant memory: a line that is longer than `most` characters stops it. */
export class LineReader {
  readonly #separator: number;
  readonly #most: number;
  #cells: string[] = [];
  #cell = '';
  /** Characters of the line so far. */
  #length = 0;
  #number = 1;
  #begun = 1;
  /** The line in which the open quote stands; 0 where none is open. */
  #quoted = 0;
  /** Last characters that mean something only together with the next one. */
  #held = '';

  constructor(separator: string, most = Number.POSITIVE_INFINITY) {
    this.#separator = separator.charCodeAt(0);
    this.#most = most;
  }

  /** The lines that end in this piece. Throws UnreadableText. */
  push(piece: string): TextLine[] {
    const whole = this.#held + piece;
    this.#held = heldOf(whole);
    if (this.#held.length > this.#most) this.#refuse();
    return this.#read(whole.slice(0, whole.length - this.#held.length));
  }

  /** The last line, which no line end follows. Throws UnreadableText. */
  end(): TextLine[] {
    const lines = this.#read(this.#held);
    this.#held = '';
    if (this.#quoted > 0) throw new UnreadableText(`The quote that opens in line ${this.#quoted} is never closed.`);
    this.#endLine(lines);
    return lines;
  }

  #read(given: string): TextLine[] {
    const text = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
    const lines: TextLine[] = [];
    for (let at = 0; at < text.length; ) {
      at = this.#quoted > 0 ? this.#readQuoted(text, at) : this.#readPlain(text, at, lines);
      if (this.#length > this.#most) this.#refuse();
    }
    return lines;
  }

  /** Reads to the end of the quoted part, or of the text. */
  #readQuoted(text: string, from: number): number {
    const found = text.indexOf('"', from);
    const to = found < 0 ? text.length : found;
    this.#take(text.slice(from, to));
    for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) this.#number += 1;
    if (found < 0) return to;
    if (text.charCodeAt(to + 1) === QUOTE) {
      this.#take('"');
      return to + 2;
    }
    this.#quoted = 0;
    return to + 1;
  }

  /** Reads to the end of the cell, to a quote that opens, or to the end of the text. */
  #readPlain(text: string, from: number, lines: TextLine[]): number {
    let isBlank = this.#cell.trim() === '';
    for (let at = from; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      if (sign === this.#separator || sign === NEWLINE) {
        this.#take(text.slice(from, at));
        if (sign === NEWLINE) {
          this.#number += 1;
          this.#endLine(lines);
        } else this.#endCell();
        return at + 1;
      }
      if (sign === QUOTE && isBlank) {
        this.#quoted = this.#number;
        this.#cell = '';
        return at + 1;
      }
      if (isBlank && sign > 32) isBlank = false;
    }
    this.#take(text.slice(from));
    return text.length;
  }

  #take(part: string): void {
    this.#cell += part;
    this.#length += part.length;
  }

  #endCell(): void {
    this.#cells.push(this.#cell.trim());
    this.#cell = '';
  }

  #endLine(lines: TextLine[]): void {
    this.#endCell();
    if (this.#cells.some((cell) => cell !== '')) lines.push({ number: this.#begun, cells: this.#cells });
    this.#cells = [];
    this.#length = 0;
    this.#begun = this.#number;
  }

  #refuse(): void {
    const why =
      this.#quoted > 0
        ? `The quote that opens in line ${this.#quoted} is not closed within`
        : `Line ${this.#begun} is longer than`;
    throw new UnreadableText(`${why} ${this.#most.toLocaleString('en')} characters.`);
  }
}

/** A line end may have a second half, and quotes at the end may come in twos. */
function heldOf(text: string): string {
  if (text.endsWith('\r')) return '\r';
  let from = text.length;
  while (from > 0 && text.charCodeAt(from - 1) === QUOTE) from -= 1;
  return text.slice(from);
}

/** The separator that stands most often, outside of quotes, in the first line with any; the first where none does. */
export function separatorIn(text: string, separators: readonly string[]): string {
  for (const line of text.replace(/"[^"]*"/g, '').split('\n')) {
    const [most] = separators
      .map((sign) => ({ sign, count: line.split(sign).length - 1 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
    if (most) return most.sign;
  }
  return separators[0] ?? ',';
}
