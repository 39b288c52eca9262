// A body as text: a template with places, each value escaped for what the text is, or the text that the step gives.
import type { Json } from '../../../flows/language/document.ts';
import { percentEncoded, plainText } from '../../../flows/language/query-text.ts';
import type { BodyOptions } from '../../../flows/language/receivers.ts';
import { FORM } from './form.ts';
import { type BodyFace, type BodyOrder, type Payload, together } from './payload.ts';
import { xmlAttribute } from './xml.ts';

type Escape = NonNullable<BodyOptions['escape']>;

const TYPES: Record<Escape, string> = {
  none: 'text/plain',
  json: 'application/json',
  xml: 'application/xml',
  url: FORM,
  csv: 'text/csv',
};

/** The template filled; without one a text as it is, and an object as JSON. */
export function rawBody(face: BodyFace, { options }: BodyOrder): Payload | undefined {
  const { contentType, escape: how = 'none', charset = 'utf-8' } = options;
  if (face.template) {
    const text = face.fill(face.template, ESCAPES[how]);
    return { text, type: contentType ?? withCharset(TYPES[how], charset) };
  }
  const data = together(face);
  if (data === null) return undefined;
  if (typeof data === 'string') return { text: data, type: contentType ?? `text/plain; charset=${charset}` };
  return { text: JSON.stringify(data), type: contentType ?? 'application/json' };
}

/** JSON is UTF-8 by RFC 8259 and a form is ASCII, so neither names a charset unless it is another. */
function withCharset(type: string, charset: string): string {
  return charset === 'utf-8' && (type === FORM || type === 'application/json') ? type : `${type}; charset=${charset}`;
}

const ESCAPES: Record<Escape, (value: Json) => string> = {
  none: plainText,
  /** Inside quotes: a text without its own; anything else as JSON writes it. */
  json: (value) => (typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : plainText(value)),
  xml: (value) => xmlAttribute(plainText(value), 'body'),
  url: (value) => percentEncoded(plainText(value)),
  /** RFC 4180: quoted where it holds a comma, a quote or a line break. */
  csv: (value) => {
    const text = plainText(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  },
};
