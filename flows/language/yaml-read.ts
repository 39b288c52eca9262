// Reads one YAML file into plain JSON, refusing what no document of ours needs, with line and column of each fault.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import type { Json, JsonObject } from './document.ts';
import { Failure, type FieldError } from './failures.ts';
import { isForbiddenKey, type Path, put } from './json.ts';

/** Largest file that is read, bytes of UTF-8. */
export const LARGEST_FILE = 1_000_000;
/** Deepest nesting that is read, levels. */
export const DEEPEST = 64;
/** More brackets than this take the parser seconds, and no flow has them. */
const MOST_BRACKETS = 20_000;
/** Faults listed of one file; the first ones tell. */
const MOST_FAULTS = 50;

/** A YAML file as data. `at` gives the place of a value, or of its key, as `<file>:<line>:<column>`, from 1. */
export interface ReadYaml {
  json: Json;
  document: Document.Parsed;
  at: (path: Path, what?: 'key' | 'value') => string;
}

/**
 * Reads YAML 1.2 text. A byte order mark and CRLF are accepted. Fails with TEXT_UNREADABLE, each field
 * `<file>:<line>:<column>`: syntax, merge-conflict markers, keys that come twice, aliases, anchors, tags, directives,
 * several documents, numbers that JSON cannot hold, over 1 MB, nested over 64 levels.
 */
export function readYaml(file: string, raw: string): ReadYaml {
  const text = cleanText(file, raw);
  assertNoConflict(file, text);
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const document = parse(file, text, lines);
  const faults: FieldError[] = document.errors
    .slice(0, MOST_FAULTS)
    .map((error) => ({ field: place(error.pos[0]), says: wordsOf(error) }));
  if (faults.length === 0 && document.directives.yaml.explicit === true) {
    faults.push({ field: `${file}:1:1`, says: 'Directives such as %YAML are not read. Take the line out.' });
  }
  const context: Context = { faults, place };
  const json = faults.length === 0 ? toJson(document.contents, context, 0) : null;
  if (faults.length > 0) throw unreadable(faults);
  return { json, document, at: (path, what) => place(offsetOf(document.contents, path, what)) };
}

/** The failure that a file cannot be read, with the faults that were found in it, the first fifty. */
export function unreadable(faults: readonly FieldError[]): Failure {
  const [first] = faults;
  return new Failure('TEXT_UNREADABLE', {
    ...(first ? { detail: `${first.field}: ${first.says}` } : {}),
    fields: faults.slice(0, MOST_FAULTS),
  });
}

/** The text without byte order mark, with LF line ends. Fails with TEXT_UNREADABLE over 1 MB. */
export function cleanText(file: string, raw: string): string {
  const size = raw.length > LARGEST_FILE ? raw.length : new TextEncoder().encode(raw).length;
  if (size > LARGEST_FILE)
    throw unreadable([{ field: `${file}:1:1`, says: 'The file is larger than 1 MB. Make it smaller.' }]);
  return raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** Fails with TEXT_UNREADABLE at the first line that git left in a merge that is not finished. */
export function assertNoConflict(file: string, text: string): void {
  const marker = /^(<{7}|>{7})( |$)/m.exec(text);
  if (!marker) return;
  const line = text.slice(0, marker.index).split('\n').length;
  throw unreadable([
    {
      field: `${file}:${line}:1`,
      says: 'This is a merge-conflict marker of git. Decide which side stays, and take the markers out.',
    },
  ]);
}

/** How a key is written in JSON: its text. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

interface Context {
  faults: FieldError[];
  place: (offset: number) => string;
}

function parse(file: string, text: string, lineCounter: LineCounter): Document.Parsed {
  const tooDeep = unreadable([{ field: `${file}:1:1`, says: 'The file is nested too deep to be read.' }]);
  if ((text.match(/[[\]{}]/g)?.length ?? 0) > MOST_BRACKETS) throw tooDeep;
  try {
    // Duplicate keys are found in toJson: the parser's own search takes a time that grows with the square of their number.
    const document = parseDocument(text, { version: '1.2', uniqueKeys: false, prettyErrors: false, lineCounter });
    if (!document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return document;
  } catch (cause) {
    // The parser recurses for each level; it throws nothing else than that the stack is full.
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw tooDeep;
}

function wordsOf({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'The file holds more than one document. Take out what follows the line ---.';
  return `${message.replace(/\.$/, '')}.`;
}

function toJson(node: Node | null, context: Context, depth: number): Json {
  if (node === null || context.faults.length > MOST_FAULTS) return null;
  const refuse = (says: string): null => {
    context.faults.push({ field: context.place(node.range?.[0] ?? 0), says });
    return null;
  };
  if (depth > DEEPEST) return refuse(`This is nested more than ${DEEPEST} levels deep.`);
  if (isAlias(node)) return refuse('Aliases (*name) are not read. Write the value out.');
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return refuse('This cannot be read.');
  if (node.anchor !== undefined) return refuse('Anchors (&name) are not read. Take it out.');
  if (node.tag !== undefined) return refuse('Tags (!name) are not read. Take it out.');
  if (isScalar(node)) return scalarJson(node, refuse);
  if (isSeq<Node>(node)) return node.items.map((item) => toJson(item, context, depth + 1));
  const object: JsonObject = {};
  const seen = new Set<string>();
  for (const { key, value } of (node as YAMLMap).items) {
    const name = keyText(key);
    const wrong = wrongKey(key, seen.has(name));
    seen.add(name);
    if (wrong) context.faults.push({ field: context.place(offsetIn(key) ?? node.range?.[0] ?? 0), says: wrong });
    else put(object, name, toJson(value as Node | null, context, depth + 1));
  }
  return object;
}

function wrongKey(key: unknown, twice: boolean): string | undefined {
  if (isAlias(key)) return 'Aliases (*name) are not read. Write the name out.';
  if (!isScalar(key)) return 'The name of a field must be plain text.';
  if (key.anchor !== undefined || key.tag !== undefined) return 'Anchors and tags are not read. Take it out.';
  const name = keyText(key);
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  if (isForbiddenKey(name)) return `“${shown}” is not allowed as a name.`;
  return twice ? `“${shown}” is there twice. Keep one of the two.` : undefined;
}

function scalarJson(node: Scalar, refuse: (says: string) => null): Json {
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('This is not a value that can be used here.');
  if (losesDigits(node.source ?? '', value)) {
    return refuse('This number has too many digits to be kept exactly. Put it in quotes to keep it as text.');
  }
  return Object.is(value, -0) ? 0 : value;
}

/** True for whole numbers such as 123456789012345678, which come back as another number. */
function losesDigits(source: string, value: number): boolean {
  if (!/^[-+]?\d+$/.test(source) || Number.isSafeInteger(value)) return false;
  return source.replace(/^\+/, '').replace(/^(-?)0+/, '$1') !== String(value);
}

/** Where the value at the path begins; where there is none, the nearest thing around it. */
function offsetOf(contents: ParsedNode | null, path: Path, what: 'key' | 'value' = 'value'): number {
  let node: unknown = contents;
  let offset = offsetIn(node) ?? 0;
  for (const [i, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyText(key) === part);
      if (!pair) return offset;
      node = pair.value;
      const isValue = isScalar(node) && !(what === 'key' && i === path.length - 1);
      offset = (isValue ? offsetIn(node) : undefined) ?? offsetIn(pair.key) ?? offset;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part];
      offset = offsetIn(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function offsetIn(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}
