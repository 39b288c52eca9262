// Reads JSON strictly: no number loses a digit, no key reaches a prototype, no depth overflows the stack.
import type { Json } from '../../flows/language/document.ts';
import { isForbiddenKey } from '../../flows/language/json.ts';
import { DEEPEST, Unreadable } from './unreadable.ts';

/** What only reviving sees to: long numbers, exponents, minus zero, forbidden keys, plain or escaped. It is twelve times slower. */
const NEEDS_CARE = /[\d.]{16}|\d[eE]|-0|proto|constructor|\\u/;

/** JSON as data, and the keys that came twice in one object, of which the last counts. Fails with Unreadable. */
export function readJson(text: string): { data: Json; twice: string[] } {
  const members = countMembers(text);
  const data = parseJson(text);
  const few = countKept(data) < members;
  return { data, twice: few ? keysTwice(text) : [] };
}

function parseJson(text: string): Json {
  try {
    return (NEEDS_CARE.test(text) ? JSON.parse(text, revive) : JSON.parse(text)) as Json;
  } catch (error) {
    throw new Unreadable(jsonFault(text, error instanceof Error ? error.message : ''));
  }
}

/**
 * How many members all objects have together; counted in the text, because reviving a value of 100,000 levels would overflow
 * the stack.
 */
function countMembers(text: string): number {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) i = endOfText(text, i);
    else if (char === COLON) members += 1;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) throw new Unreadable(`it is nested more than ${DEEPEST} levels deep`);
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return members;
}

const QUOTE = 0x22;
const COLON = 0x3a;

/** Where the text that begins at `from` ends: its closing quote, or the end of all. */
function endOfText(text: string, from: number): number {
  for (let i = text.indexOf('"', from + 1); i !== -1; i = text.indexOf('"', i + 1)) {
    let backslashes = 0;
    while (text[i - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return i;
  }
  return text.length;
}

function countKept(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let kept = 0;
  for (const held of Array.isArray(value) ? value : Object.values(value)) kept += countKept(held);
  return Array.isArray(value) ? kept : kept + Object.keys(value).length;
}

/** The keys that stand twice in one object. Only asked where members are missing: a dropped `__proto__` is none. */
function keysTwice(text: string): string[] {
  const twice = new Set<string>();
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '{' || char === '[') open.push(new Set());
    else if (char === '}' || char === ']') open.pop();
    if (char !== '"') continue;
    const end = endOfText(text, i);
    const after = /\s*:/y;
    after.lastIndex = end + 1;
    if (after.test(text)) {
      const key = String(JSON.parse(text.slice(i, end + 1)));
      const keys = open.at(-1);
      if (keys?.has(key) && !isForbiddenKey(key)) twice.add(key);
      keys?.add(key);
    }
    i = end;
  }
  return [...twice];
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
