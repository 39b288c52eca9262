// Reads the body of an answer as JSON, XML or text, and says in words what is wrong with one that cannot be read.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isForbiddenKey } from '../../flows/language/json.ts';
import type { AnswerType, ParsedAnswer } from '../../nodes/tools.ts';

const DEEPEST = 64;
const WORDS: Record<AnswerType, string> = { json: 'JSON', xml: 'XML', html: 'HTML', text: 'text', empty: 'nothing' };

/**
 * Reads `body` as the type named. A byte order mark is skipped.
 *
 * - `json`: strict. A number that a double cannot hold exactly (`12345678901234567890`, `1e400`) stays as its text. Keys
 *   `__proto__`, `constructor` and `prototype` are dropped; of a key that comes twice the last counts.
 * - `xml`: an element is its text, or an object where it has attributes (`@name`) or elements; elements of one name make
 *   a list; text beside elements is `#text`. All values are text, unchanged but for outer blanks; names keep their
 *   prefix. A document type is refused, so that no entity is ever expanded but the five of XML and numeric ones.
 * - `text`: {text, values, lines}. `values` are separated by commas and line ends; a value in double quotes may hold both,
 *   and `""` in it is one quote.
 *
 * At most 64 levels deep. Never throws.
 */
export function parseAnswer(body: string, as: 'json' | 'xml' | 'text'): ParsedAnswer {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  const looksLike = looksOf(text);
  if (looksLike === 'empty') return { ok: false, looksLike, says: `Expected ${WORDS[as]}, but the body is empty.` };
  if (as === 'text') return { ok: true, data: readText(text), looksLike };
  try {
    if (as === 'xml' && looksLike === 'html') throw new Unreadable('it is a page');
    const data = as === 'json' ? readJson(text) : readXml(text);
    return { ok: true, data, looksLike: as };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const says =
      looksLike === as
        ? `Expected ${WORDS[as]}, but ${error.message}.`
        : `Expected ${WORDS[as]}, but the body looks like ${WORDS[looksLike]}: ${beginning(text)}`;
    return { ok: false, says, looksLike };
  }
}

/** What keeps a body from being read; the message completes "but …". */
class Unreadable extends Error {}

/** What a body seems to be, by how it begins. */
function looksOf(text: string): AnswerType {
  const start = text.slice(0, 2000).trimStart();
  if (start === '') return text.trim() === '' ? 'empty' : 'text';
  const markup = start.replace(/^(<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)+/, '');
  if (/^<(!doctype\s+html|html|head|body|h[1-6]|div|p|br|center|script|style|meta)\b/i.test(markup)) return 'html';
  if (/^<[A-Za-z_?!]/.test(start)) return 'xml';
  return /^(\{\s*["}]|\[\s*(["{[\]\-0-9]|true|false|null))/.test(start) ? 'json' : 'text';
}

function beginning(text: string): string {
  const start = text.slice(0, 200).trim().replace(/\s+/g, ' ');
  return start.length > 60 ? `${start.slice(0, 59)}…` : start;
}

/** What only reviving sees to: long numbers, exponents, minus zero, forbidden keys, plain or escaped. It is twelve times slower. */
const NEEDS_CARE = /[\d.]{16}|\d[eE]|-0|proto|constructor|\\u/;

function readJson(text: string): Json {
  refuseDepth(text);
  try {
    return (NEEDS_CARE.test(text) ? JSON.parse(text, revive) : JSON.parse(text)) as Json;
  } catch (error) {
    throw new Unreadable(jsonFault(text, error instanceof Error ? error.message : ''));
  }
}

/** Counted in the text, because reviving a value of 100,000 levels would overflow the stack. */
function refuseDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > DEEPEST) throw new Unreadable(`it is nested more than ${DEEPEST} levels deep`);
    } else if (char === '}' || char === ']') depth -= 1;
  }
}

function revive(key: string, value: Json, context?: { source?: string }): Json | undefined {
  if (isForbiddenKey(key)) return undefined;
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  return isExact(value, source) ? value + 0 : source;
}

/** Whether a double says what the text says. Fifteen digits always survive (IEEE 754). */
function isExact(value: number, source: string): boolean {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  if (String(value) === source) return true;
  const digits = source.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length <= 15 && (value !== 0 || digits === '');
}

/** The engine's message as a place in the body. */
function jsonFault(text: string, message: string): string {
  const at = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  const place = /line (\d+) column (\d+)/.exec(message);
  const token = /Unexpected token '(.*?)'/s.exec(message);
  if (at >= text.trimEnd().length || /end of JSON|Unterminated/.test(message)) return 'it ends too early';
  if (place) return `it breaks at line ${place[1]}, column ${place[2]}`;
  return token ? `it breaks at the character ${token[1]}` : 'it breaks off';
}

/** As the parser gives it in document order: one name -> its children, or a piece of text; attributes under `:@`. */
interface XmlNode {
  [name: string]: XmlNode[] | string | Record<string, string>;
}

const XML_OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  // The parser does not count the outermost element.
  maxNestedTags: DEEPEST - 1,
  // Its own reading of values would turn the phone 0015550101234 into 15550101234 and the zip 01234 into 1234.
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
};

function readXml(text: string): Json {
  if (/<!(doctype|entity)/i.test(text)) throw new Unreadable('it holds a document type, which is refused');
  // The parser alone reads unclosed XML, plain text and JSON as nothing, without a word.
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Unreadable(xmlFault(valid.err));
  const roots = parseXml(text).filter((node) => !('#text' in node));
  if (roots.length !== 1) throw new Unreadable(`it has ${roots.length} outermost elements instead of one`);
  return elementOf(roots, undefined);
}

function xmlFault({ line, col }: { line: number; col?: number }): string {
  const column = col === undefined ? '' : `, column ${col}`;
  return `it breaks at line ${line}${column}: a tag is not closed, or stands where it must not`;
}

function parseXml(text: string): XmlNode[] {
  try {
    return new XMLParser(XML_OPTIONS).parse(text) as XmlNode[];
  } catch (error) {
    const deep = error instanceof Error && /nest/i.test(error.message);
    throw new Unreadable(deep ? `it is nested more than ${DEEPEST} levels deep` : 'it uses a name that is not allowed');
  }
}

function elementOf(children: readonly XmlNode[], attributes: XmlNode[string] | undefined): Json {
  const object: JsonObject = {};
  for (const [name, value] of Object.entries(attributes ?? {})) object[name] = decoded(String(value));
  let text = '';
  for (const child of children) {
    const name = Object.keys(child).find((key) => key !== ':@') ?? '';
    const content = child[name];
    if (typeof content === 'string') text += decoded(content);
    else if (!Array.isArray(content)) continue;
    else if (name === '#cdata') text += content.map((part) => String(part['#text'])).join('');
    else add(object, name, elementOf(content, child[':@']));
  }
  if (Object.keys(object).length === 0) return text.trim();
  return text.trim() === '' ? object : { ...object, '#text': text.trim() };
}

function add(object: JsonObject, name: string, value: Json): void {
  const before = Object.hasOwn(object, name) ? object[name] : undefined;
  if (before === undefined) object[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[name] = [before, value];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** One pass, so that `&amp;lt;` is `&lt;`. An entity that XML does not define stays as it is written. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return isXmlChar(code) ? String.fromCodePoint(code) : whole;
  });
}

/** The characters that XML 1.0 allows (section 2.2). */
function isXmlChar(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function readText(body: string): JsonObject {
  const text = body.trim();
  return { text, values: valuesOf(text), lines: text.split(/\r\n|\n|\r/) };
}

const VALUE = /[^\S\r\n]*(?:"([^"]*(?:""[^"]*)*)"[^\S\r\n]*(?=,|[\r\n]|$)|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;

function valuesOf(text: string): string[] {
  const values: string[] = [];
  VALUE.lastIndex = 0;
  while (true) {
    const found = VALUE.exec(text);
    if (!found) return values;
    const [, quoted, plain = '', end] = found;
    values.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    if (end === '') return values;
  }
}
