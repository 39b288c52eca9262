// The subset of XPath that reads answers: paths by name, places and conditions, over the data that XML was read as.
import type { Json } from './document.ts';
import { isObject } from './json.ts';

/** All values that a path finds: an element as its text, an attribute as its value. */
export type FindAll = (data: Json) => Json[];

/** An element or attribute while the path is walked. */
interface Place {
  name: string;
  value: Json;
}

interface Step {
  /** True after `//`. */
  deep: boolean;
  select: (place: Place) => Place[];
  filters: ((place: Place, at: number, all: readonly Place[]) => boolean)[];
}

const SUBSET =
  "Names, *, //, @name, text(), [2], [last()], [name], [name='x'], [@id='x'] and [local-name()='x'] are read.";
const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u;

/**
 * Compiles a path such as `/response/lead[@id='7']/zip`, `//error`, `/a/b/@code` or `/a/*[2]/text()`; XPath 1.0 is where its
 * words come from. A name without a prefix fits an element of any prefix, because receivers change theirs. Elements come in
 * document order among those of one name. Answers words where the text is outside the subset.
 */
export function compileXPath(text: string): FindAll | { says: string } {
  const parts = splitSteps(text.trim());
  if (!parts) return { says: `The XPath “${text}” has a bracket or quote that is not closed.` };
  const steps: Step[] = [];
  for (const { deep, text: part } of parts) {
    const step = stepOf(part, deep);
    if (typeof step === 'string') return { says: `The XPath “${text}” cannot be used: ${step} ${SUBSET}` };
    steps.push(step);
  }
  if (steps.length === 0) return { says: `The XPath “${text}” names nothing. ${SUBSET}` };
  return (data) => {
    let places: Place[] = [{ name: '', value: data }];
    for (const step of steps) places = walk(step, places);
    return places.map(({ value }) => textOf(value));
  };
}

function walk({ deep, select, filters }: Step, places: readonly Place[]): Place[] {
  const seen = new Set<Json>();
  const from = deep ? places.flatMap((place) => withDescendants(place, seen)) : places;
  return from.flatMap((place) => {
    let found = select(place);
    for (const filter of filters) found = found.filter(filter);
    return found;
  });
}

/** `/a//b[1]` -> a, then b with `deep`. Slashes in brackets and quotes are part of their step. Undefined where one stays open. */
function splitSteps(text: string): { deep: boolean; text: string }[] | undefined {
  const steps: { deep: boolean; text: string }[] = [];
  let step = '';
  let deep = false;
  let depth = 0;
  let quote = '';
  const end = () => {
    if (step.trim() !== '') steps.push({ deep, text: step.trim() });
    deep = step.trim() === '' && text !== '';
    step = '';
  };
  for (const [at, char] of [...text].entries()) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    if (char === '/' && depth === 0 && quote === '') {
      if (at > 0) end();
    } else step += char;
  }
  if (depth !== 0 || quote !== '') return undefined;
  end();
  return steps;
}

/** The step, or why it is none. */
function stepOf(text: string, deep: boolean): Step | string {
  const test = text.split('[', 1)[0]?.trim() ?? '';
  const select = selectOf(test);
  if (!select) return `“${test}” is not a step that is read here.`;
  const filters: Step['filters'] = [];
  for (const [, inner = ''] of text.slice(test.length).matchAll(/\[((?:[^\]'"]|'[^']*'|"[^"]*")*)\]/g)) {
    const filter = filterOf(inner.trim());
    if (!filter) return `the condition [${inner}] is not one that is read here.`;
    filters.push(filter);
  }
  const rest = text.slice(test.length).replace(/\[((?:[^\]'"]|'[^']*'|"[^"]*")*)\]/g, '');
  return rest.trim() === '' ? { deep, select, filters } : `“${rest.trim()}” is left over.`;
}

function selectOf(test: string): Step['select'] | undefined {
  if (test === '.') return (place) => [place];
  if (test === 'text()') return ({ value }) => (ownText(value) === '' ? [] : [{ name: '', value: ownText(value) }]);
  if (test === '*') return (place) => elementsOf(place);
  const name = test.startsWith('@') ? test.slice(1) : test;
  if (test === '@*') return (place) => attributesOf(place);
  if (!NAME.test(name)) return undefined;
  if (test !== name) return (place) => attributesOf(place).filter((each) => isNamed(each.name.slice(1), name));
  return (place) => elementsOf(place).filter((each) => isNamed(each.name, name));
}

function filterOf(inner: string): Step['filters'][number] | undefined {
  if (/^[1-9]\d{0,6}$/.test(inner)) return (_place, at) => at === Number(inner) - 1;
  if (inner === 'last()') return (_place, at, all) => at === all.length - 1;
  const [, left = '', quoted] = /^(.*?)\s*(?:=\s*('[^']*'|"[^"]*"|\d+))?$/s.exec(inner) ?? [];
  const wanted = quoted === undefined ? undefined : quoted.replace(/^(['"])(.*)\1$/s, '$2');
  if (left === 'local-name()' || left === 'name()')
    return wanted === undefined ? undefined : ({ name }) => (left === 'name()' ? name : localOf(name)) === wanted;
  const select = selectOf(left);
  if (!select) return undefined;
  if (wanted === undefined) return (place) => select(place).length > 0;
  return (place) => select(place).some(({ value }) => String(textOf(value)) === wanted);
}

/** A name without a prefix fits any prefix. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || (!wanted.includes(':') && localOf(name) === wanted);
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function elementsOf({ value }: Place): Place[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    name.startsWith('@') || name === '#text' ? [] : single(held).map((each) => ({ name, value: each })),
  );
}

function attributesOf({ value }: Place): Place[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => (name.startsWith('@') ? [{ name, value: held }] : []));
}

function single(held: Json): Json[] {
  return Array.isArray(held) ? held.flatMap(single) : [held];
}

/** Each element once, also where one of the places stands within another: else `//*/ /*//*` would multiply. */
function withDescendants(place: Place, seen: Set<Json>): Place[] {
  if (isObject(place.value)) {
    if (seen.has(place.value)) return [];
    seen.add(place.value);
  }
  return [place, ...elementsOf(place).flatMap((each) => withDescendants(each, seen))];
}

function ownText(value: Json): Json {
  if (!isObject(value)) return Array.isArray(value) || value === null ? '' : value;
  return value['#text'] ?? '';
}

/** An element as all the text within it; what is no element as it is. */
function textOf(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const texts = [ownText(value), ...elementsOf({ name: '', value }).map((each) => textOf(each.value))];
  return texts
    .map(String)
    .filter((text) => text !== '')
    .join(' ');
}
