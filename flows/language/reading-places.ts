// Where a reading looks in an answer: dotted paths, JSONata, XPath and CSS, each compiled once.
import { compileExpression } from '../expression/compile.ts';
import { compilePattern, type Pattern } from '../expression/regex.ts';
import type { Gathered, Reading } from './answer-meaning.ts';
import type { AnswerPlace } from './answer-reading.ts';
import type { Json } from './document.ts';
import { isForbiddenKey, isObject } from './json.ts';
import type { Found } from './parsed-answer.ts';
import { compileXPath, type FindAll } from './reading-xpath.ts';

/** Longest text that a regular expression is run over where it stands, characters; what lies behind is not looked at. */
const MOST_SEARCHED = 65_536;

/** All values at a place; none where there is nothing. */
export interface CompiledPlace {
  find: (reading: Reading) => Json[];
  /** What reasons call it. */
  words: string;
  /** True where there is no path: the body as it came. */
  whole: boolean;
}

/**
 * Compiles a place. Without a language a path that starts with `/` is XPath, anything else names with dots between, and CSS
 * where the answer is HTML. A path that cannot be used is a fault at `field`, and finds nothing.
 */
export function compilePlace({ path, language }: AnswerPlace, field: string, gathered: Gathered): CompiledPlace {
  const text = path?.trim() ?? '';
  if (text === '') return { find: ({ answer }) => [answer.body], words: 'the body', whole: true };
  const meant = language ?? (text.startsWith('/') ? 'xpath' : undefined);
  if (meant === 'css' || meant === undefined) gathered.select.add(text);
  const findAll = meant === 'css' ? undefined : finderOf(text, meant ?? 'dot');
  if (findAll && 'says' in findAll) gathered.faults.push({ field, says: findAll.says });
  const find = ({ parsed, notices }: Reading): Json[] => {
    if (!parsed.ok) return [];
    if (parsed.as === 'html' && (meant === undefined || meant === 'css')) return parsed.selected?.[text] ?? [];
    if (!findAll || 'says' in findAll) return [];
    return findAll(parsed.data, notices);
  };
  return { find, words: text, whole: false };
}

type Finder = (data: Json, notices: string[]) => Json[];

function finderOf(text: string, language: 'dot' | 'jsonata' | 'xpath'): Finder | { says: string } {
  if (language === 'xpath') return compileXPath(text);
  return language === 'jsonata' ? compileJsonata(text) : compileDots(text);
}

/** Names with dots between, a number for a place in a list, `*` for all members. `a[0].b` and `$.a` are read too. */
export function compileDots(text: string): FindAll | { says: string } {
  const parts = text
    .replace(/^\$\./, '')
    .replace(/\[(\d+|\*)\]/g, '.$1')
    .split('.');
  if (parts.includes(''))
    return { says: `The path “${text}” has a part that is empty: put one dot between two names.` };
  const forbidden = parts.find(isForbiddenKey);
  if (forbidden !== undefined) return { says: `The path “${text}” names ${forbidden}, which is never read.` };
  const steps = parts.map((part) => ({ part, index: /^(0|[1-9]\d{0,9})$/.test(part) ? Number(part) : -1 }));
  if (parts.includes('*')) return (data) => steps.reduce<Json[]>((places, step) => places.flatMap(each(step)), [data]);
  return (data) => {
    let at: Json | undefined = data;
    for (const step of steps) {
      if (at === undefined) return [];
      at = stepInto(at, step);
    }
    return at === undefined ? [] : [at];
  };
}

interface DotStep {
  part: string;
  index: number;
}

function each(step: DotStep): (place: Json) => Json[] {
  if (step.part === '*') return (place) => (Array.isArray(place) ? place : isObject(place) ? Object.values(place) : []);
  return (place) => {
    const found = stepInto(place, step);
    return found === undefined ? [] : [found];
  };
}

function stepInto(place: Json, { part, index }: DotStep): Json | undefined {
  if (Array.isArray(place)) return index === -1 ? undefined : place[index];
  return isObject(place) && Object.hasOwn(place, part) ? place[part] : undefined;
}

function compileJsonata(text: string): Finder | { says: string } {
  const compiled = read(text);
  if (typeof compiled === 'string') return { says: compiled };
  if (!compiled.total)
    return {
      says: `The JSONata “${text}” is too general to read an answer with. ${compiled.whyNot} Write a path, a condition or a built-in function.`,
    };
  return (data, notices) => {
    try {
      const input = typeof data === 'object' && data !== null ? data : { value: data };
      // A reading must mean the same whenever it is done: there is neither clock nor dice in it.
      const value = compiled.evaluate(input, { now: 0, random: () => 0 });
      return value === undefined ? [] : [value];
    } catch (thrown) {
      notices.push(`The JSONata “${text}” failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      return [];
    }
  };
}

function read(text: string): ReturnType<typeof compileExpression> | string {
  try {
    return compileExpression(text);
  } catch (thrown) {
    return `The JSONata “${text}” cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}

/** Searches texts and bodies; a pattern that cannot be used is a fault and finds nothing. */
export interface Search {
  text: (text: string) => Found;
  body: (reading: Reading) => Found;
}

/** Compiles a regular expression, case and classes as they are written. */
export function compileSearch(
  { source, flags = '' }: { source: string; flags?: string },
  field: string,
  gathered: Gathered,
): Search {
  const pattern = patternOf(source, flags);
  if (typeof pattern === 'string') {
    gathered.faults.push({ field, says: pattern });
    return { text: () => null, body: () => null };
  }
  const key = `/${source}/${flags}`;
  const text = (searched: string) => foundIn(pattern, searched.slice(0, MOST_SEARCHED));
  // A large body was searched where it was parsed, so that no other run waits for it.
  const body = ({ answer, parsed }: Reading) =>
    parsed.found && Object.hasOwn(parsed.found, key) ? (parsed.found[key] ?? null) : text(answer.body);
  return { text, body };
}

/** Looks for a pattern as a wish names it, `/source/flags`, in all of a text. One that cannot be used finds nothing. */
export function searchFor(wished: string, text: string): Found {
  const end = wished.lastIndexOf('/');
  const pattern = patternOf(wished.slice(1, end), wished.slice(end + 1));
  return typeof pattern === 'string' ? null : foundIn(pattern, text);
}

function patternOf(source: string, flags: string): Pattern | string {
  try {
    return compilePattern(source, flags);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function foundIn(pattern: Pattern, text: string): Found {
  const found = pattern.find(text);
  return found ? [found.match, ...found.groups.map((group) => group ?? null)] : null;
}

/** Names a search over the body in what is asked for when it is parsed. */
export function wishSearch({ source, flags = '' }: { source: string; flags?: string }, gathered: Gathered): void {
  gathered.search.add(`/${source}/${flags}`);
}

/** The scalars among values as trimmed texts, lists opened, blanks left out. */
export function textsOf(values: readonly Json[]): string[] {
  return values.flatMap((value): string[] => {
    if (Array.isArray(value)) return textsOf(value);
    if (isObject(value)) return textsOf('#text' in value ? [value['#text'] ?? ''] : []);
    const text = value === null ? '' : String(value).trim();
    return text === '' ? [] : [text];
  });
}
