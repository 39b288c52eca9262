// What a step learns from a look into a validation list: found or not, by which rule, of which version, and how fresh. Pure.
import type { JsonObject } from './document.ts';
import { isBlank } from './list-fold.ts';
import { ruleMet } from './list-rules.ts';
import type { ListRules } from './list-rules-read.ts';

/** A list as it is at the moment of a look. */
export interface ListFound {
  /** The value as the list has it; undefined where it has none such. */
  entry: string | undefined;
  rules: ListRules;
  version: number;
  /** When it was last changed, or said to be up to date; milliseconds since 1970. */
  checkedAt: number;
  /** Days after which it is stale; 0: never. */
  limitDays: number;
}

/** What is looked for. `limitDays` goes before the limit of the list. */
export interface ListAsk {
  list: string;
  value: string;
  /** Further values where the lead has several: the first that is found counts. */
  also?: string[];
  limitDays?: number;
}

/** The answer, as it is recorded with the step. */
export interface ListLook extends JsonObject {
  /** It is among the values, or meets the rules. */
  found: boolean;
  /** Which of several values was found; '' where one was looked for, or none found. */
  met: string;
  /** The value as the list has it; '' where a rule, or nothing, was met. */
  entry: string;
  /** The rule that was met, in words. */
  rule: string;
  gone: boolean;
  stale: boolean;
  /** 0 where the list is gone. */
  version: number;
  /** ISO 8601; '' where the list is gone. */
  updatedAt: string;
  /** Why nothing could be looked up; '' where it could. */
  error: string;
}

const NOTHING: ListLook = Object.freeze({
  found: false,
  met: '',
  entry: '',
  rule: '',
  gone: false,
  stale: false,
  version: 0,
  updatedAt: '',
  error: '',
});
const DAY = 86_400_000;

/** The answer for what was found of the value; `now` in milliseconds since 1970. A blank value is no entry of any list. */
export function lookOf(found: ListFound | undefined, { value, limitDays }: ListAsk, now: number): ListLook {
  if (!found) return { ...NOTHING, gone: true };
  const entry = isBlank(value) ? '' : (found.entry ?? '');
  const rule = entry === '' ? ruleMet(found.rules, value) : '';
  return {
    ...NOTHING,
    found: entry !== '' || rule !== '',
    entry,
    rule,
    stale: isStale(found.checkedAt, limitDays ?? found.limitDays, now),
    version: found.version,
    updatedAt: new Date(found.checkedAt).toISOString(),
  };
}

/** Times that a list which changes between the values of one ask is looked into again. */
const AGAIN = 3;

/** The answer for all values of an ask; `find` looks one up. Whatever was found is of one version of the list. */
export function lookFor(ask: ListAsk, find: (value: string) => ListFound | undefined, now: number): ListLook {
  const { also = [], value: first } = ask;
  if (also.length === 0) return lookOf(find(first), ask, now);
  for (let tries = 1; ; tries += 1) {
    const looks = [first, ...also].map((value) => ({ value, look: lookOf(find(value), { ...ask, value }, now) }));
    const versions = new Set(looks.map(({ look }) => look.version));
    if (versions.size > 1 && tries < AGAIN) continue;
    const met = looks.find(({ look }) => look.found) ?? { value: '', look: looks[0]?.look ?? NOTHING };
    return { ...met.look, met: met.value };
  }
}

/** The answer where the look itself failed. */
export function failedLook(error: string): ListLook {
  return { ...NOTHING, error };
}

/** The answer with what it lacks: one recorded before lists had rules and versions knows found, entry and gone alone. */
export function wholeLook(recorded: JsonObject): ListLook {
  return { ...NOTHING, ...recorded };
}

/** Whether a list that was last brought up to date at `checkedAt` is older than its limit of days; 0: never. */
export function isStale(checkedAt: number, limitDays: number, now: number): boolean {
  return limitDays > 0 && now - checkedAt > limitDays * DAY;
}
