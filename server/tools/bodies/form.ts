// Bodies of named fields: forms, and the one field that holds a whole body as text.
import type { JsonObject } from '../../../flows/language/document.ts';
import { type QueryStyle, queryText } from '../../../flows/language/query-text.ts';
import { percentEncoder } from './charset.ts';
import { asFields, type BodyFace, type BodyOrder, type Payload, together } from './payload.ts';
import { xmlDeclaration, xmlElement } from './xml.ts';

/** `application/x-www-form-urlencoded`: also what a query is written in. */
export const FORM = 'application/x-www-form-urlencoded';

/** A form, in the order of its fields. Fails with CONFIG_INVALID. */
export function formBody(face: BodyFace, order: BodyOrder): Payload {
  const { charset = 'utf-8' } = order.options;
  const text = queryText(fieldsOf(face, order), styleOf(face, order));
  return { text, type: charset === 'utf-8' ? FORM : `${FORM}; charset=${charset}` };
}

/** How the fields of a form or query are written. */
export function styleOf({ data }: Pick<BodyFace, 'data'>, { options, mask }: BodyOrder): QueryStyle {
  const { charset = 'utf-8', lists } = options;
  if (charset === 'utf-8') return { lists };
  const encode = percentEncoder(charset, data);
  // The mask itself need not exist in the character set.
  return { lists, encode: mask === undefined ? encode : (text) => text.split(mask).map(encode).join(mask) };
}

/** The fields of a form or multipart body: the caller's, or one that holds all of them as text, and what stands beside. */
export function fieldsOf(face: BodyFace, { options }: BodyOrder): JsonObject {
  const { stuffed, root = 'lead', cdata, charset = 'utf-8' } = options;
  if (!stuffed) return asFields(together(face), 'A form');
  const { data, beside } = face;
  const text =
    stuffed.as === 'json'
      ? JSON.stringify(data)
      : xmlDeclaration(charset) + xmlElement(root, data, { cdata: cdata && new Set(cdata) });
  return { [stuffed.field]: text, ...beside };
}
