// Writes data as XML 1.0 by escaping alone: names that are no XML names, and characters that XML lacks, are refused.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { isXmlName } from '../../../flows/language/xml-names.ts';

/** What XML 1.0 cannot hold, not even escaped: production 2. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for.
const NO_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const MARKUP = /[&<>\r]/;

/** What an element is written with. */
export interface XmlStyle {
  /** Paths, without positions in lists, of elements whose text is written as CDATA. */
  cdata?: ReadonlySet<string> | undefined;
}

/**
 * One element with the data in it: `@name` is an attribute, `#text` its text, a list repeats the element, null is an empty
 * one; the order of the fields is kept. Fails with CONFIG_INVALID naming the field.
 */
export function xmlElement(name: string, value: Json, style: XmlStyle = {}): string {
  return element({ name, value, path: '' }, style);
}

/** The first line of a document. */
export function xmlDeclaration(charset: string): string {
  return `<?xml version="1.0" encoding="${charset.toUpperCase()}"?>`;
}

/** Text between tags. Fails with CONFIG_INVALID. */
export function xmlText(text: string, path: string): string {
  const well = checked(text, path);
  if (!MARKUP.test(well)) return well;
  return well.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/** The value of an attribute, without its quotes. Fails with CONFIG_INVALID. */
export function xmlAttribute(text: string, path: string): string {
  return xmlText(text, path).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** `]]>` ends a section, so it is cut in two; a carriage return is escaped between two, as parsers drop it inside. */
export function cdataText(text: string, path: string): string {
  const inner = checked(text, path).replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\r', ']]>&#13;<![CDATA[');
  return `<![CDATA[${inner}]]>`;
}

interface Part {
  name: string;
  value: Json;
  /** From the outermost element on, without positions: '' is that element. */
  path: string;
}

function element({ name, value, path }: Part, style: XmlStyle): string {
  assertName(name, path);
  if (Array.isArray(value)) throw invalid(path, 'A list inside a list has no name of its own in XML.');
  if (typeof value === 'object' && value !== null) return withParts({ name, value, path }, style);
  const text = scalar(value, { path, style });
  return text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`;
}

function withParts({ name, value, path }: Part & { value: JsonObject }, style: XmlStyle): string {
  let attributes = '';
  let inner = '';
  for (const key of Object.keys(value)) {
    const part = value[key] ?? null;
    const at = path === '' ? key : `${path}.${key}`;
    if (key === '#text') inner += scalar(part, { path: at, style, cdataAt: path });
    else if (key.startsWith('@')) attributes += attribute(key.slice(1), part, at);
    else if (Array.isArray(part))
      for (const each of part) inner += element({ name: key, value: each, path: at }, style);
    else inner += element({ name: key, value: part, path: at }, style);
  }
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

function attribute(name: string, value: Json, path: string): string {
  assertName(name, path);
  if (typeof value === 'object' && value !== null)
    throw invalid(path, 'An attribute holds a text, not an object or list.');
  return ` ${name}="${xmlAttribute(value === null ? '' : String(value), path)}"`;
}

function scalar(value: Json, at: { path: string; style: XmlStyle; cdataAt?: string }): string {
  const { path, style, cdataAt = path } = at;
  if (typeof value === 'object' && value !== null) throw invalid(path, 'The text of an element is no object or list.');
  const text = value === null ? '' : String(value);
  return text !== '' && style.cdata?.has(cdataAt) ? cdataText(text, path) : xmlText(text, path);
}

function checked(text: string, path: string): string {
  const wrong = NO_CHARACTER.exec(text);
  if (!wrong) return text.toWellFormed();
  const code = wrong[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw invalid(path, `It holds the control character U+${code}, which XML cannot carry; take it out in the adaptor.`);
}

function assertName(name: string, path: string): void {
  if (isXmlName(name)) return;
  const says = `“${name.slice(0, 80)}” is no name that XML can use: letters, digits, hyphens, dots and underscores, and no digit first.`;
  throw invalid(path || name, says);
}

function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', {
    detail: `${field || 'body'}: ${says}`,
    fields: [{ field: field || 'body', says }],
  });
}
