// Reads the body of an answer as JSON, XML or text, and says in words what is wrong with one that cannot be read.
import {
  looksOf,
  type ParsedAnswer,
  type ReadAs,
  TYPE_WORDS,
  withoutMark,
} from '../../flows/language/parsed-answer.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';
import { readXml } from './read-xml.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Reads `body` as the type named. A byte order mark is skipped.
 *
 * - `json`: strict. A number that a double cannot hold exactly (`12345678901234567890`, `1e400`) stays as its text. Keys
 *   `__proto__`, `constructor` and `prototype` are dropped; of a key that comes twice the last counts, with a notice.
 * - `xml`: an element is its text, or an object where it has attributes (`@name`) or elements; elements of one name make
 *   a list; text beside elements is `#text`. All values are text, unchanged but for outer blanks; names keep their
 *   prefix. A document type is refused, so that no entity is ever expanded but the five of XML and numeric ones.
 * - `text`: {text, values, lines}. `values` are separated by commas and line ends; a value in double quotes may hold both,
 *   and `""` in it is one quote.
 *
 * At most 64 levels deep. Never throws.
 */
export function parseAnswer(body: string, as: Exclude<ReadAs, 'html'>): ParsedAnswer {
  const text = withoutMark(body);
  const looksLike = looksOf(text);
  if (looksLike === 'empty')
    return { ok: false, looksLike, says: `Expected ${TYPE_WORDS[as]}, but the body is empty.` };
  if (as === 'text') return { ok: true, data: readText(text), looksLike, as };
  try {
    if (as === 'xml' && looksLike === 'html') throw new Unreadable('it is a page');
    const { data, twice } = as === 'json' ? readJson(text) : { data: readXml(text), twice: [] };
    return { ok: true, data, looksLike: as, as, ...(twice.length > 0 ? { notices: [inWords(twice)] } : {}) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const says =
      looksLike === as
        ? `Expected ${TYPE_WORDS[as]}, but ${error.message}.`
        : `Expected ${TYPE_WORDS[as]}, but the body looks like ${TYPE_WORDS[looksLike]}: ${beginning(text)}`;
    return { ok: false, says, looksLike };
  }
}

function inWords(twice: readonly string[]): string {
  const names = twice.slice(0, 5).join(', ');
  return `The answer names ${names} twice in one object; the last one counts.`;
}

/** How a body begins, for a message. */
function beginning(text: string): string {
  const start = text.slice(0, 200).trim().replace(/\s+/g, ' ');
  return start.length > 60 ? `${start.slice(0, 59)}…` : start;
}
