// Answers of receivers: which one value in the answer would have been read the other way.
import type { AnswerReading } from '../../../flows/language/answer-reading.ts';
import { type Test, testOf } from '../../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { decideAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import type { Asked, At } from './known.ts';
import { changedAt, valueFor } from './near-values.ts';
import { answererOf, held, textIn } from './words.ts';

/** Another value at one place of the answer, or another status. */
type Other = { path: string; value: string } | { status: number };

/** The longest answer that is read again, in characters, and how often: somebody waits for the page. */
const LARGEST = 100_000;
const MOST = 20;

/** A yes where it was none, else a no. */
export async function answerChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  const given = step.in;
  if (!isObject(given) || !isObject(given.from) || textIn(given.from, 'body').length > LARGEST) return undefined;
  if (step.port === 'unreadable') {
    for (const [words, other] of READABLE) {
      const left = await decideAgain(at, { config: { from: { ...given.from, ...other } } }, asked);
      if (left?.port === 'parsed') return `If ${nameOf(at)} had answered with ${words}, ${goesOn(at, left.port)}.`;
    }
  }
  const wanted = step.port === 'accepted' ? 'rejected' : 'accepted';
  const data = isObject(step.out) ? step.out.data : undefined;
  // Where the same data as JSON is read otherwise, another value of it cannot be argued from.
  const asJson = { ...given.from, type: 'application/json', body: JSON.stringify(data ?? null) };
  const same = await decideAgain(at, { config: { from: asJson } }, asked);
  const isSame = same?.port === step.port && (step.port === 'unrecognised' || decidedAs(same.value, step.out));
  for (const other of othersOf(given, wanted).slice(0, MOST)) {
    if (!isSame && !('status' in other)) continue;
    const from = changedAnswer(given.from, data, other);
    const left = from && (await decideAgain(at, { config: { from } }, asked));
    if (left?.port !== wanted) continue;
    const what = 'status' in other ? `with status ${other.status}` : held(other.path, other.value);
    return `If ${nameOf(at)} had answered ${what}, the answer would have been read as ${wanted}, and ${goesOn(at, wanted)}.`;
  }
  return undefined;
}

function decidedAs(value: Json, recorded: Json): boolean {
  return textIn(value, 'decidedBy') === textIn(recorded, 'decidedBy');
}

const ANY_JSON: JsonObject = Object.freeze({ type: 'application/json', body: '{}' });
/** What could have been read, the smallest change first. */
const READABLE: readonly (readonly [words: string, other: JsonObject])[] = [
  ['JSON', ANY_JSON],
  ['status 200', { status: 200 }],
  ['status 200 and JSON', { ...ANY_JSON, status: 200 }],
];

function nameOf(at: At): string {
  return answererOf(at) ?? 'the receiver';
}

/** What the rules that mean `wanted` look for: those of the step, then those of its endpoint. */
function othersOf({ rules, endpoint }: JsonObject, wanted: string): Other[] {
  const reading = (isObject(endpoint) && isObject(endpoint.answer) ? endpoint.answer : {}) as unknown as AnswerReading;
  const own = (Array.isArray(rules) ? rules : []) as unknown as NonNullable<AnswerReading['rules']>;
  const byRules = [...own, ...(reading.rules ?? [])].flatMap((rule): Other[] => {
    const { comparison, path, language = 'dot' } = rule;
    if (rule.outcome !== wanted || !path || language !== 'dot' || comparison === 'matches') return [];
    const value = valueFor(testOf(rule as Partial<Test>));
    return value === undefined ? [] : [{ path, value }];
  });
  const { codes, statuses = [] } = reading;
  const rows = codes?.table.filter(({ outcome }) => outcome === wanted) ?? [];
  const byCode = rows.map((row): Other => ({ path: codes?.path ?? '', value: row.code }));
  const byStatus = statuses.filter(({ outcome }) => outcome === wanted);
  return [...byRules, ...byCode, ...byStatus.map((row): Other => ({ status: firstOf(row.status) }))];
}

function firstOf(status: string): number {
  return Number(status.replace(/x/gi, '0').slice(0, 3));
}

/** The answer as JSON with that one value; undefined where it cannot stand there. */
function changedAnswer(from: JsonObject, data: Json | undefined, other: Other): JsonObject | undefined {
  if ('status' in other) return { ...from, status: other.status };
  const changed = changedAt(data, other.path, other.value);
  if (!changed) return undefined;
  return { ...from, type: 'application/json', body: JSON.stringify(changed.at) };
}
