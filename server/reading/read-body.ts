// Reads a body as the type named and sees to everything that was wished of it.
import {
  looksOf,
  type ParsedAnswer,
  type ReadAs,
  type ReadWish,
  withoutMark,
} from '../../flows/language/parsed-answer.ts';
import { searchFor } from '../../flows/language/reading-places.ts';
import { markLists } from './mark-lists.ts';
import { parseAnswer } from './parse-answer.ts';
import { readHtml } from './read-html.ts';

/**
 * Bodies over this are read in the sandbox, characters: XML costs some 0.1 ms a kilobyte. So does HTML, but a page whose tags
 * are never closed costs the square of its depth with every selector: 16 kB of `<b>` half a second.
 */
const LARGE: Readonly<Record<ReadAs, number>> = { xml: 16_384, html: 2048, json: 131_072, text: 131_072 };
/** Regular expressions run in this process over bodies up to this, characters. */
const LARGE_TO_SEARCH = 16_384;

/** True where reading the body here would keep other runs waiting. */
export function isLarge(body: string, as: ReadAs, { search = [] }: ReadWish = {}): boolean {
  return body.length > LARGE[as] || (search.length > 0 && body.length > LARGE_TO_SEARCH);
}

/** Reads a body in this process: at once, or a promise for HTML. What is searched for is left to whoever asks. */
export function readBody(body: string, as: ReadAs, wish: ReadWish = {}): ParsedAnswer | Promise<ParsedAnswer> {
  if (as === 'html') return readPage(body, wish.select ?? []);
  const parsed = parseAnswer(body, as);
  if (parsed.ok && wish.lists) markLists(parsed.data, wish.lists);
  return parsed;
}

/** Reads a body with everything in the answer that needs the whole of it: for a process that hands on the answer alone. */
export async function readWhole(body: string, as: ReadAs, wish: ReadWish = {}): Promise<ParsedAnswer> {
  const parsed = await readBody(body, as, wish);
  if (!wish.search?.length) return parsed;
  return { ...parsed, found: Object.fromEntries(wish.search.map((wished) => [wished, searchFor(wished, body)])) };
}

async function readPage(body: string, select: readonly string[]): Promise<ParsedAnswer> {
  const looksLike = looksOf(body);
  if (looksLike === 'empty') return { ok: false, looksLike, says: 'Expected HTML, but the body is empty.' };
  const { data, selected } = await readHtml(withoutMark(body), select);
  return { ok: true, data, looksLike, as: 'html', selected };
}
