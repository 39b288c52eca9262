// The rows that decide what an answer means: by HTTP status, by the code at a path, by a rule.
import type { Decided, Gathered, Reading } from './answer-meaning.ts';
import type { AnswerReading, AnswerRule } from './answer-reading.ts';
import { isValueless, passes, shown, type Test, wordsOf } from './decision.ts';
import type { Json } from './document.ts';
import { isObject } from './json.ts';
import { compilePlace, compileSearch, textsOf, wishSearch } from './reading-places.ts';

/** Decides, or leaves it to the next; `missed` says what was looked at in vain. */
export type Decide = (reading: Reading) => Decided | undefined;

/** The status table: the first row that the status fits. */
export function compileStatuses(rows: NonNullable<AnswerReading['statuses']>, gathered: Gathered): Decide {
  const ranges = rows.map((row, index) => {
    const range = rangeOf(row.status);
    if (!range)
      gathered.faults.push({
        field: `statuses.${index}.status`,
        says: `“${row.status}” is no HTTP status: write one such as 401, a hundred such as 4xx, or a range such as 500-599.`,
      });
    return { ...row, range, number: index + 1 };
  });
  return ({ answer: { status } }) => {
    const row = ranges.find(({ range }) => range && status >= range[0] && status <= range[1]);
    if (!row) return undefined;
    const written = row.status === String(status) ? '' : `, ${row.status}`;
    const rule = `status ${status} (row ${row.number} of the statuses${written})`;
    return { outcome: row.outcome, warning: false, reasons: said(row.reason), rule };
  };
}

function rangeOf(text: string): [number, number] | undefined {
  const [, from = '', to] = /^\s*([1-5](?:\d\d|xx))\s*(?:-\s*([1-5]\d\d))?\s*$/i.exec(text) ?? [];
  if (from === '') return undefined;
  if (/xx$/i.test(from)) return to === undefined ? [Number(from[0]) * 100, Number(from[0]) * 100 + 99] : undefined;
  const [first, last] = [Number(from), Number(to ?? from)];
  return first <= last ? [first, last] : undefined;
}

/** The code table: the row of the code at its path. Codes compare as text, without capitals and outer blanks. */
export function compileCodes({ path, table }: NonNullable<AnswerReading['codes']>, gathered: Gathered): Decide {
  const place = compilePlace({ path }, 'codes.path', gathered);
  if (place.whole)
    gathered.faults.push({ field: 'codes.path', says: 'The codes have no path: say where the code stands.' });
  else gathered.looked.push(place);
  const rows = new Map<string, { row: (typeof table)[number]; number: number }>();
  for (const [index, row] of table.entries()) {
    const code = folded(row.code);
    const before = rows.get(code);
    const field = `codes.table.${index}.code`;
    if (code === '') gathered.faults.push({ field, says: 'The code is blank.' });
    else if (before)
      gathered.faults.push({ field, says: `The code ${row.code} stands in row ${before.number} already.` });
    else rows.set(code, { row, number: index + 1 });
  }
  return (reading) => {
    for (const code of place.whole ? [] : textsOf(place.find(reading))) {
      const found = rows.get(folded(code));
      if (!found) continue;
      const { outcome, warning = false, reason } = found.row;
      const rule = `code ${code} at ${place.words} (row ${found.number} of the codes)`;
      return { outcome, warning, reasons: said(reason), rule };
    }
    return undefined;
  };
}

/** The rules: the first that matches. */
export function compileRules(rules: readonly AnswerRule[], gathered: Gathered): Decide {
  const compiled = rules.map((rule, index) => compileRule(rule, index, gathered));
  return (reading) => {
    for (const rule of compiled) {
      const decided = rule(reading);
      if (decided) return decided;
    }
    return undefined;
  };
}

function compileRule(rule: AnswerRule, index: number, gathered: Gathered): Decide {
  const at = `rules.${index}`;
  const place = compilePlace(rule, `${at}.path`, gathered);
  const matches = matcherOf(rule, at, gathered);
  if (!place.whole) gathered.looked.push(place);
  const why = rule.reasonPath?.trim()
    ? compilePlace({ path: rule.reasonPath }, `${at}.reasonPath`, gathered)
    : undefined;
  return (reading) => {
    const values = place.find(reading);
    if (!matches.of(place.whole ? undefined : values, reading)) return undefined;
    const found = why ? textsOf(why.find(reading)) : [];
    const reasons = found.length > 0 ? found : said(rule.reason);
    const { outcome, warning = false } = rule;
    return { outcome, warning, reasons, rule: `rule ${index + 1}: ${place.words} ${matches.words}` };
  };
}

interface Matcher {
  /** `values` is undefined for the body as it came. */
  of: (values: Json[] | undefined, reading: Reading) => boolean;
  words: string;
}

function matcherOf({ comparison = 'equals', value = '' }: AnswerRule, at: string, gathered: Gathered): Matcher {
  const field = `${at}.value`;
  if (comparison === 'matches') {
    if (value.trim() === '') return neverMatches(field, gathered);
    const search = compileSearch({ source: value }, field, gathered);
    wishSearch({ source: value }, gathered);
    const of: Matcher['of'] = (values, reading) =>
      values ? textsOf(values).some((text) => search.text(text) !== null) : search.body(reading) !== null;
    return { of, words: `matches /${value}/` };
  }
  if (value.trim() === '' && !isValueless(comparison)) return neverMatches(field, gathered);
  const test: Test = { comparison, value };
  const words = wordsOf('', test).trim();
  return {
    of: (values, { answer }) => {
      if (!values) return passes(comparison === 'exists' && answer.body.trim() === '' ? undefined : answer.body, test);
      const plain = values.map(withoutAttributes);
      return passes(plain.length > 1 ? plain.flat() : plain[0], test);
    },
    words,
  };
}

/** An XML element with attributes compares by its text. */
function withoutAttributes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutAttributes);
  return isObject(value) && typeof value['#text'] === 'string' ? value['#text'] : value;
}

function neverMatches(field: string, gathered: Gathered): Matcher {
  gathered.faults.push({ field, says: 'There is no value to look for: name one, or choose "is blank" or "is there".' });
  return { of: () => false, words: '' };
}

function said(reason: string | undefined): string[] {
  return reason?.trim() ? [reason.trim()] : [];
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** What stands where the codes and rules looked, for an answer that none of them read. */
export function whatWasThere({ looked }: Gathered, reading: Reading): string {
  const seen = new Map(looked.slice(0, 20).map(({ words, find }) => [words, find(reading)]));
  return [...seen].map(([words, values]) => `${words} is ${shown(values.length > 1 ? values : values[0])}`).join(', ');
}
