// Reads an answer the way LeadConduit's response parser does, so that a customer who moves keeps what his answers mean.
import type { Decided, Gathered, Reading } from './answer-meaning.ts';
import type { AnswerOutcome, LeadConduitReading } from './answer-reading.ts';
import type { Json } from './document.ts';
import { isObject } from './json.ts';
import { type CompiledPlace, compilePlace, compileSearch, type Search, textsOf, wishSearch } from './reading-places.ts';

/** What the preset makes of an answer: it always decides. Price and reference as text, '' where there is none. */
export interface LeadConduitResult extends Decided {
  price: string;
  reference: string;
  /** The cookie that was searched for, '' where it was not set. */
  cookie: string;
}

/**
 * Compiles the preset. What it does is what `leadconduit-integration-custom` documents and does: 5xx is an error and 4xx is
 * not; without a term and an on-match outcome everything is accepted; the term (a regular expression, `/re/flags` or plain)
 * is searched without capitals in the body, or at a path; found gives the on-match outcome, not found its inverse (that of
 * error is accepted); a body that cannot be read as its type is searched as text, and there the reason, price and reference
 * paths are regular expressions whose first group counts; reasons are trimmed, sorted and joined; the default reason stands
 * in for none, on acceptance too; the price falls back, and then is 0; a root list is `array`.
 *
 * It differs where the original has a fault: a pattern keeps its own case, so that `\D` stays `\D` (there it turned into
 * `\d`) and a reason pattern with capitals can match; a pattern that cannot be used is found when it is saved (at run time
 * it is "not found", as there); patterns run on RE2; the price is a number.
 */
export function compileLeadConduit(
  settings: LeadConduitReading,
  gathered: Gathered,
): (reading: Reading) => LeadConduitResult {
  const decide = outcomeOf(settings, gathered);
  const reason = selectorOf(settings.reasonPath, 'reasonPath', gathered);
  const price = selectorOf(settings.pricePath, 'pricePath', gathered);
  const reference = selectorOf(settings.referencePath, 'referencePath', gathered);
  const cookieTerm = settings.cookieSearchTerm?.trim();
  const cookie = cookieTerm ? compileSearch(regexOf(cookieTerm), 'leadconduit.cookieSearchTerm', gathered) : undefined;
  return (came) => {
    const nothing = { price: '', reference: '', cookie: '' };
    const { status } = came.answer;
    if (status >= 500 && status <= 599)
      return { outcome: 'error', warning: false, reasons: ['Server error'], rule: `status ${status}`, ...nothing };
    const reading = asThere(came);
    const decided = decide(reading);
    const joined = reason(reading).toSorted().join(', ') || (settings.defaultReason?.trim() ?? '');
    return {
      ...decided,
      reasons: joined === '' ? [] : [joined],
      price: price(reading)[0] ?? (settings.fallbackPrice?.trim() || '0'),
      reference: reference(reading)[0] ?? '',
      cookie: cookie ? cookieIn(reading, cookie) : '',
    };
  };
}

type Outcome = Omit<Decided, 'reasons'>;
const OUTCOMES: Readonly<Record<NonNullable<LeadConduitReading['onMatch']>, AnswerOutcome>> = {
  success: 'accepted',
  failure: 'rejected',
  error: 'error',
};

function outcomeOf(settings: LeadConduitReading, gathered: Gathered): (reading: Reading) => Outcome {
  const term = settings.searchTerm?.trim() ?? '';
  const accepted: Outcome = { outcome: 'accepted', warning: false, rule: 'no search term: every answer below 500' };
  if (term === '' && settings.onMatch === undefined) return () => accepted;
  const onMatch = OUTCOMES[settings.onMatch ?? 'success'];
  const inverse = onMatch === 'accepted' ? 'rejected' : 'accepted';
  const place = compilePlace(
    { ...(settings.searchPath ? { path: settings.searchPath } : {}) },
    'leadconduit.searchPath',
    gathered,
  );
  const regex = regexOf(term === '' ? '.*' : term);
  const search = compileSearch(regex, 'leadconduit.searchTerm', gathered);
  if (place.whole) wishSearch(regex, gathered);
  return (reading) => {
    const found = place.whole
      ? reading.answer.body.trim() !== '' && search.body(reading) !== null
      : textsAt(place, reading).some((text) => search.text(text) !== null);
    const where = place.whole ? 'in the body' : `at ${place.words}`;
    const rule = `search term ${term === '' ? 'of anything' : `“${term}”`} ${found ? 'found' : 'not found'} ${where}`;
    return { outcome: found ? onMatch : inverse, warning: false, rule };
  };
}

/** At a path: the texts there; where the answer is no data, the whole of it. */
function textsAt(place: CompiledPlace, reading: Reading): string[] {
  if (isPlainText(reading)) return [reading.answer.body.trim()].filter((text) => text !== '');
  return textsOf(place.find(reading));
}

/** `/re/flags`, or a plain term, which is a regular expression there too. Capitals never counted there. */
function regexOf(term: string): { source: string; flags: string } {
  const [, source, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(term) ?? [];
  const kept = [...new Set(flags.replace(/[guyi]/g, ''))].join('');
  return { source: source ?? term, flags: `i${kept}` };
}

/** A reason, price or reference: a path into data; in plain text a regular expression whose first group counts. */
function selectorOf(
  path: string | undefined,
  name: keyof LeadConduitReading,
  gathered: Gathered,
): (reading: Reading) => string[] {
  if (!path?.trim()) return () => [];
  const field = `leadconduit.${name}`;
  const pattern = literalOf(path.trim());
  // A path need not be a pattern, nor a pattern a path: only what can be neither is wrong.
  const [asPath, asPattern] = [
    { ...gathered, faults: [] },
    { ...gathered, faults: [] },
  ] as [Gathered, Gathered];
  const place = compilePlace({ path }, field, asPath);
  const search: Search = compileSearch(pattern, field, asPattern);
  const [fault] = asPattern.faults;
  if (fault && (asPath.faults.length > 0 || path.trim().startsWith('/('))) gathered.faults.push(fault);
  wishSearch(pattern, gathered);
  return (reading) => {
    if (!isPlainText(reading)) return textsOf(place.find(reading));
    return textsOf([search.body(reading)?.[1] ?? null]);
  };
}

/** As it is written: `/re/flags`, or the source alone. */
function literalOf(text: string): { source: string; flags: string } {
  const [, source, flags = ''] = /^\/(.*)\/([gimsuy]*)$/s.exec(text) ?? [];
  return { source: source ?? text, flags: flags.replace(/[guy]/g, '') };
}

/** Plain text, or a body that cannot be read as its type. */
function isPlainText({ parsed }: Reading): boolean {
  return !parsed.ok || parsed.as === 'text';
}

/** A list at the root stands under `array`. */
function asThere(reading: Reading): Reading {
  const { parsed } = reading;
  if (!parsed.ok || !Array.isArray(parsed.data)) return reading;
  const data: Json = { array: parsed.data };
  return isObject(data) ? { ...reading, parsed: { ...parsed, data } } : reading;
}

/** The first cookie, in the order of their text, that the term is found in. */
function cookieIn({ answer }: Reading, search: Search): string {
  const header = answer.headers?.['set-cookie'] ?? '';
  // Repeated headers arrive joined by commas; a comma within a cookie's date is followed by a blank and a digit.
  const cookies = header.split(/,\s*(?=[^;,\s=]+=)/).map((cookie) => cookie.trim());
  return cookies.toSorted().find((cookie) => cookie !== '' && search.text(cookie) !== null) ?? '';
}
