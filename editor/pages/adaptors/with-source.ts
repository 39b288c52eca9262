// The one way by which a path is put into a row of an adaptor: by drop, by Pair, by a menu or by Auto-match.
import type { AdaptorField } from '../../../flows/language/document.ts';

/** The row, mapped from `path`; a fixed value that stood there goes, all else stays. */
export function withSource(field: AdaptorField, path: string): AdaptorField {
  const { value: _, from: __, target, ...rest } = field;
  return { target, from: path, ...rest };
}
