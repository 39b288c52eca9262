// multipart/form-data (RFC 7578): one part a field, with a boundary that none of them holds.
import { createHash } from 'node:crypto';
import { fieldPairs } from '../../../flows/language/query-text.ts';
import { fieldsOf } from './form.ts';
import type { BodyFace, BodyOrder, Payload } from './payload.ts';

/** The fields as parts, in their order. The boundary follows from the key of the call, so that a retry sends the same bytes. */
export function multipartBody(face: BodyFace, order: BodyOrder): Payload {
  const pairs = fieldPairs(fieldsOf(face, order), order.options.lists);
  const boundary = boundaryFor(pairs, order.key);
  const parts = pairs.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(name)}"\r\n\r\n${value.toWellFormed()}\r\n`,
  );
  return { text: `${parts.join('')}--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}

function boundaryFor(pairs: readonly (readonly [string, string])[], key: string): string {
  for (let n = 0; ; n += 1) {
    const boundary = `lead-${createHash('sha256').update(`${key}#${n}`).digest('hex').slice(0, 32)}`;
    if (!pairs.some(([name, value]) => name.includes(boundary) || value.includes(boundary))) return boundary;
  }
}

/** As browsers write the name of a field: WHATWG HTML, multipart form data. */
function quotable(name: string): string {
  return name.toWellFormed().replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
