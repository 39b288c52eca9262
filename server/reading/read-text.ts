// Reads text as its lines and its values, which commas and line ends separate.
import type { JsonObject } from '../../flows/language/document.ts';

/** Text as {text, values, lines}; see parseAnswer. */
export function readText(body: string): JsonObject {
  const text = body.trim();
  return { text, values: valuesOf(text), lines: text.split(/\r\n|\n|\r/) };
}

const VALUE = /[^\S\r\n]*(?:"([^"]*(?:""[^"]*)*)"[^\S\r\n]*(?=,|[\r\n]|$)|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;

function valuesOf(text: string): string[] {
  const values: string[] = [];
  VALUE.lastIndex = 0;
  while (true) {
    const found = VALUE.exec(text);
    if (!found) return values;
    const [, quoted, plain = '', end] = found;
    values.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    if (end === '') return values;
  }
}
