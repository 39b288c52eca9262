// Text as bytes of a character set, for receivers that read no UTF-8. A character that the set lacks is a fault, never a "?".
import type { Json } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import type { BodyOptions } from '../../../flows/language/receivers.ts';

/** A character set that a body can be sent in. */
export type Charset = NonNullable<BodyOptions['charset']>;

/** Where windows-1252 differs from ISO 8859-1: bytes 0x80 to 0x9f, as the WHATWG Encoding Standard lists them. */
const WINDOWS_1252 = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((character, i) => [character, 0x80 + i]),
);

/**
 * The text in a character set; as it is where it is UTF-8, or plain ASCII in any set. `data` is what the text was made of,
 * to name the field. Fails with CONFIG_INVALID naming field and character.
 */
export function encodeText(text: string, charset: Charset, data: Json): string | Uint8Array {
  if (charset === 'utf-8' || /^[\0-\x7f]*$/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (const character of text) {
    const byte = byteOf(character, charset);
    if (byte === undefined) throw unencodable(character, charset, data);
    bytes[length] = byte;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** Percent-encodes a form in a character set: what is not plain goes byte by byte. Fails with CONFIG_INVALID. */
export function percentEncoder(charset: Charset, data: Json): (text: string) => string {
  return (text) => {
    let encoded = '';
    for (const character of text) {
      if (/[A-Za-z0-9\-_.!~*'()]/.test(character)) encoded += character;
      else {
        const byte = byteOf(character, charset);
        if (byte === undefined) throw unencodable(character, charset, data);
        encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      }
    }
    return encoded;
  };
}

function byteOf(character: string, charset: Charset): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  if (charset === 'iso-8859-1') return code <= 0xff ? code : undefined;
  if (charset !== 'windows-1252') return undefined;
  return code >= 0xa0 && code <= 0xff ? code : WINDOWS_1252.get(character);
}

function unencodable(character: string, charset: Charset, data: Json): Failure {
  const field = fieldWith(data, character, '');
  const where = field === undefined ? 'The text of the endpoint' : `The field ${field}`;
  const shown = `“${character.toWellFormed()}” (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
  const says = `${where} holds ${shown}, which ${charset} lacks: send UTF-8, or replace it in the adaptor.`;
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: field ?? 'body', says }] });
}

/** Dotted path of the first field whose name or text holds the character. */
function fieldWith(value: Json, character: string, path: string): string | undefined {
  if (typeof value === 'string') return value.includes(character) ? path || 'body' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const found = key.includes(character) ? at : fieldWith(part, character, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
