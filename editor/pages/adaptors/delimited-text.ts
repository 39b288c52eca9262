// Reads a text in columns that was pasted or chosen as a whole. Pure.
import { LineReader, separatorIn, type TextLine, UnreadableText } from '../../../flows/language/delimited.ts';

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
  const reader = new LineReader(separatorIn(plain, separators));
  try {
    return { lines: [...reader.push(plain), ...reader.end()] };
  } catch (error) {
    if (error instanceof UnreadableText) return { says: error.message };
    throw error;
  }
}
