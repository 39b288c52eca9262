// Parses bodies where it stalls nobody: small ones here and now, large ones elsewhere.
import type { ParseBody, ParsedAnswer, ReadAs, ReadWish } from '../../flows/language/parsed-answer.ts';
import { isLarge, readBody } from './read-body.ts';

/** Makes the `parse` of steps; `elsewhere` reads a large body in another process. */
export function parseWith(
  elsewhere: (job: { body: string; as: ReadAs; wish: ReadWish }) => Promise<ParsedAnswer>,
): ParseBody {
  return (body, as, wish = {}) => (isLarge(body, as, wish) ? elsewhere({ body, as, wish }) : readBody(body, as, wish));
}
