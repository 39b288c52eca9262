// Reads XML as data that keeps every value as its text: no document type, no entity but the five of XML and numeric ones.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { DEEPEST, Unreadable } from './unreadable.ts';

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

/** XML as data; see parseAnswer. Fails with Unreadable. */
export function readXml(text: string): Json {
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
