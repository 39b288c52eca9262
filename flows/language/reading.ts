// Reads an answer as an endpoint's document says: what it means, why, what it costs, and which rule decided.
import type { AnswerMeaning, Decided, Gathered, Reading, ReadingFault } from './answer-meaning.ts';
import type { AnswerCapture, AnswerReading } from './answer-reading.ts';
import { shown } from './decision.ts';
import type { Json, JsonObject } from './document.ts';
import type { CameAnswer, ParsedAnswer, ReadWish } from './parsed-answer.ts';
import { compileLeadConduit, type LeadConduitResult } from './reading-leadconduit.ts';
import { type CompiledPlace, compilePlace, compileSearch, textsOf, wishSearch } from './reading-places.ts';
import { readPrice } from './reading-price.ts';
import { compileCodes, compileRules, compileStatuses, type Decide, whatWasThere } from './reading-rules.ts';

/** A reading, ready. Its faulty rows never match, and everything else counts. */
export interface CompiledReading {
  reading: AnswerReading;
  /** What is wrong with it; such a document must not be published. */
  faults: readonly ReadingFault[];
  /** What the body must be asked for when it is parsed. */
  wish: ReadWish;
  /** True where an HTML page is read, and not an error. */
  wantsHtml: boolean;
  read: (answer: CameAnswer, parsed: ParsedAnswer) => AnswerMeaning;
}

/**
 * Compiles a reading. In order: the status table, the code table, the rules, the preset; the first that fits decides. An
 * answer that nothing fits is `unrecognised`, whatever its status: a status of 2xx is no yes. Never throws.
 */
export function compileReading(reading: AnswerReading): CompiledReading {
  const gathered: Gathered = { faults: [], looked: [], select: new Set(), search: new Set() };
  const deciders: Decide[] = [];
  if (reading.statuses?.length) deciders.push(compileStatuses(reading.statuses, gathered));
  if (reading.codes) deciders.push(compileCodes(reading.codes, gathered));
  if (reading.rules?.length) deciders.push(compileRules(reading.rules, gathered));
  const preset = reading.preset === 'leadconduit' ? compileLeadConduit(reading.leadconduit ?? {}, gathered) : undefined;
  const facts = compileFacts(reading, gathered);
  const { faults, select, search } = gathered;
  return {
    reading,
    faults,
    wish: {
      ...(reading.lists?.length ? { lists: reading.lists } : {}),
      ...(select.size > 0 ? { select: [...select] } : {}),
      ...(search.size > 0 ? { search: [...search] } : {}),
    },
    wantsHtml: wantsHtml(reading),
    read: (answer, parsed) => {
      const came: Reading = { answer, parsed, notices: [...(parsed.notices ?? [])] };
      const there = preset?.(came);
      const decided = firstOf(deciders, came) ?? there;
      return meaningOf({ came, decided, there, facts, gathered });
    },
  };
}

function firstOf(deciders: readonly Decide[], came: Reading): Decided | undefined {
  for (const decide of deciders) {
    const decided = decide(came);
    if (decided) return decided;
  }
  return undefined;
}

/** HTML is read where the reading says so: by its type, by a selector, or by the preset. */
function wantsHtml({ as, preset, rules = [], captures = [] }: AnswerReading): boolean {
  return as === 'html' || preset !== undefined || [...rules, ...captures].some(({ language }) => language === 'css');
}

interface Facts {
  reasons: CompiledPlace[];
  warnings: CompiledPlace[];
  price: CompiledPlace | undefined;
  reference: CompiledPlace | undefined;
  captures: { name: string; take: (came: Reading) => Json }[];
}

function compileFacts(reading: AnswerReading, gathered: Gathered): Facts {
  const { price, reference, reason = [], warnings = [], captures = [] } = reading;
  const all = (paths: readonly string[], field: string) =>
    paths.flatMap((path, index) => (path.trim() ? [compilePlace({ path }, `${field}.${index}`, gathered)] : []));
  return {
    reasons: all(reason, 'reason'),
    warnings: all(warnings, 'warnings'),
    price: price?.trim() ? compilePlace({ path: price }, 'price', gathered) : undefined,
    reference: reference?.trim() ? compilePlace({ path: reference }, 'reference', gathered) : undefined,
    captures: captures.map((capture, index) => ({ name: capture.name, take: takerOf(capture, index, gathered) })),
  };
}

function takerOf(capture: AnswerCapture, index: number, gathered: Gathered): (came: Reading) => Json {
  const at = `captures.${index}`;
  const place = compilePlace(capture, `${at}.path`, gathered);
  if (!capture.pattern) return (came) => several(place.find(came));
  const pattern = { source: capture.pattern };
  const search = compileSearch(pattern, `${at}.pattern`, gathered);
  if (place.whole) wishSearch(pattern, gathered);
  return (came) => {
    const found = place.whole
      ? search.body(came)
      : textsOf(place.find(came)).reduce<ReturnType<typeof search.text>>(
          (first, text) => first ?? search.text(text),
          null,
        );
    return found ? (found.length > 1 ? (found[1] ?? null) : (found[0] ?? null)) : null;
  };
}

function several(values: Json[]): Json {
  return values.length > 1 ? values : (values[0] ?? null);
}

function meaningOf(of: {
  came: Reading;
  decided: Decided | undefined;
  there: LeadConduitResult | undefined;
  facts: Facts;
  gathered: Gathered;
}): AnswerMeaning {
  const { came, decided, there, facts, gathered } = of;
  const outcome = decided?.outcome ?? 'unrecognised';
  const warnings = unique(facts.warnings.flatMap((place) => textsOf(place.find(came))));
  const warns = outcome === 'accepted' && (decided?.warning === true || warnings.length > 0);
  // A reason says why not; what stands at its path when the lead was taken ("Success") is none.
  const given = outcome === 'accepted' ? [] : facts.reasons.flatMap((place) => textsOf(place.find(came)));
  const captures: JsonObject = Object.fromEntries(facts.captures.map(({ name, take }) => [name, take(came)]));
  if (there?.cookie) captures.cookie ??= there.cookie;
  return {
    outcome,
    warning: warns,
    warnings: warns && warnings.length === 0 ? unique([...(decided?.reasons ?? [])]) : warnings,
    notices: came.notices,
    reasons: unique([...(decided?.reasons ?? []), ...given]),
    price: priceOf(facts.price ? (textsOf(facts.price.find(came))[0] ?? there?.price) : there?.price, came),
    reference: (facts.reference && textsOf(facts.reference.find(came))[0]) ?? there?.reference ?? '',
    captures,
    decidedBy: decided ? decided.rule : whyNone(gathered, came),
    status: came.answer.status,
  };
}

function priceOf(text: string | undefined, came: Reading): number | null {
  if (text === undefined || text === '') return null;
  const price = readPrice(text);
  if (price === null) came.notices.push(`The price ${shown(text)} is no number, so there is none.`);
  return price;
}

function whyNone(gathered: Gathered, came: Reading): string {
  const there = came.parsed.ok ? whatWasThere(gathered, came) : '';
  return `no rule matched (status ${came.answer.status}${there === '' ? '' : `, ${there}`})`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
