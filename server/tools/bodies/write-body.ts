// Chooses how a body is written, by what its endpoint says.
import { formBody } from './form.ts';
import { multipartBody } from './multipart.ts';
import { type BodyFace, type BodyOrder, type Payload, together } from './payload.ts';
import { rawBody } from './raw.ts';
import { soapBody } from './soap.ts';
import { xmlDeclaration, xmlElement } from './xml.ts';

/** The body of a request; undefined where nothing is sent as a body. Fails with CONFIG_INVALID where the data does not fit. */
export function writeBody(face: BodyFace, order: BodyOrder): Payload | undefined {
  switch (order.send) {
    case 'query':
      return undefined;
    case 'raw':
      return rawBody(face, order);
    case 'soap':
      return soapBody(face, order);
  }
  if (isNothing(face)) return undefined;
  switch (order.send) {
    case 'form':
      return formBody(face, order);
    case 'multipart':
      return multipartBody(face, order);
    case 'xml':
      return xmlBody(face, order);
    case 'json':
      return jsonBody(face, order);
  }
}

function isNothing({ data, beside, dotted = [] }: BodyFace): boolean {
  return data === null && dotted.length === 0 && Object.keys(beside).length === 0;
}

/** JSON is UTF-8 (RFC 8259 section 8.1): another set is only for a receiver that breaks with it. */
function jsonBody(face: BodyFace, { options: { charset = 'utf-8' } }: BodyOrder): Payload {
  const type = charset === 'utf-8' ? 'application/json' : `application/json; charset=${charset}`;
  return { text: JSON.stringify(together(face)), type };
}

/** A text is taken for XML that is written already. */
function xmlBody(face: BodyFace, { options }: BodyOrder): Payload {
  const { root = 'lead', cdata, charset = 'utf-8', contentType = 'application/xml' } = options;
  const type = contentType.includes('charset') ? contentType : `${contentType}; charset=${charset}`;
  const data = together(face);
  if (typeof data === 'string') return { text: data, type };
  return { text: xmlDeclaration(charset) + xmlElement(root, data, { cdata: cdata && new Set(cdata) }), type };
}
