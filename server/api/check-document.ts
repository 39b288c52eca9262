// Holds a connection or adaptor to its shape before the workspace writes it, so that the refusal names the field.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { misfits } from '../../flows/language/structure.ts';

/** The document, if it fits. Fails with REQUEST_INVALID, each field a dotted path in the document. */
export function fitting<D>(schema: JsonSchema, document: D): D {
  const fields = misfits(schema, document as Json).map(({ path, says }) => ({
    field: path.join('.') || 'document',
    says,
  }));
  if (fields.length > 0) throw new Failure('REQUEST_INVALID', { fields });
  return document;
}
