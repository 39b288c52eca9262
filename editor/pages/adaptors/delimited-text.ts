// Reads text in columns, as spreadsheets save and copy it: quotes, any line end, a byte order mark, any usual separator. Pure.

/** One line with its number in the text, from 1; cells are trimmed. */
export interface TextLine {
  number: number;
  cells: string[];
}

const SEPARATORS = ['\t', ';', ',', '|'];

/**
 * The lines that hold anything. The separator is the one of `separators` that stands most often, outside of quotes, in the
 * first line with any. Says what is wrong where a quote is never closed.
 */
export function readLines(
  text: string,
  separators: readonly string[] = SEPARATORS,
): { lines: TextLine[] } | { says: string } {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(plain, separators);
  const lines: TextLine[] = [];
  let cells: string[] = [];
  let [cell, number, begun] = ['', 1, 1];
  let quoted = 0;
  const endCell = (): void => {
    cells.push(cell.trim());
    cell = '';
  };
  const endLine = (): void => {
    endCell();
    if (cells.some((each) => each !== '')) lines.push({ number: begun, cells });
    cells = [];
  };
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at];
    if (sign === '\n') number += 1;
    if (quoted > 0) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = 0;
    } else if (sign === '"' && cell.trim() === '') {
      quoted = number;
      cell = '';
    } else if (sign === separator) endCell();
    else if (sign === '\n') {
      endLine();
      begun = number;
    } else cell += sign;
  }
  if (quoted > 0) return { says: `The quote that opens in line ${quoted} is never closed.` };
  endLine();
  return { lines };
}

function separatorOf(text: string, separators: readonly string[]): string | undefined {
  for (const line of text.replace(/"[^"]*"/g, '').split('\n')) {
    const [most] = separators
      .map((sign) => ({ sign, count: line.split(sign).length - 1 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
    if (most) return most.sign;
  }
  return separators[0];
}
