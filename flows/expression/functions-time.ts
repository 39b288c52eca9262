// Built-ins on dates. The clock is an argument of the evaluation, never read here.
import { exceeded } from './budget.ts';
import { native, pictured } from './functions-number.ts';
import type { Builtin } from './functions-text.ts';
import { NATIVES } from './natives.ts';
import type { Argument } from './signature.ts';
import type { Run, Value } from './value.ts';

/** Built-ins on dates, by name. */
export const TIME_FUNCTIONS: Readonly<Record<string, Builtin>> = {
  now: (run, picture, zone) => written(run, run.now, picture, zone),
  millis: (run) => run.now,
  fromMillis: (run, millis, picture, zone) => (millis === undefined ? undefined : written(run, millis, picture, zone)),
  toMillis: (run, text, picture) => {
    if (typeof text !== 'string') return undefined;
    run.budget.scan(text.length);
    pictured(run, picture);
    return toMillis(text, picture, run.now);
  },
};

/** A date read by JSONata; what a picture leaves out is taken from `now`. */
export function toMillis(text: unknown, picture: unknown, now: number): Value {
  const clock = { environment: { timestamp: new Date(now) } };
  return NATIVES.get('toMillis')?.implementation.call(clock, text, picture) as Value;
}

function written(run: Run, millis: Argument, picture: Argument, zone: Argument): Value {
  run.budget.steps(4);
  pictured(run, picture);
  if (typeof picture === 'string') run.budget.text(widthOf(picture));
  return native('fromMillis', millis, picture, zone);
}

/** A picture can ask for a width, such as `[Y,9-9]`; JSONata fills it with zeros, however many. */
function widthOf(picture: string): number {
  let width = 0;
  for (const [digits] of picture.matchAll(/\d{4,}/g)) width += Number(digits);
  if (width > 100_000) throw exceeded('A date is too wide.');
  return width;
}

/**
 * Whether a picture can be read in linear time: JSONata makes a backtracking expression of it, so that parts of open
 * length must be told apart by a sign between them. Numbers and names only: no words, letters or Roman numbers.
 */
export function isPlainPicture(picture: string): boolean {
  if (picture.length > 200) return false;
  const parts = picture.match(/\[[^[\]]*\]|[^[\]]+|[[\]]/g) ?? [];
  return parts.every((part, at) => {
    if (!part.startsWith('[')) return part !== ']';
    const next = parts[at + 1] ?? '';
    const marker = /^\[([YMDdFHhPmsfZz])([01]*|N|n|Nn|01:01|0101)(?:,\d{1,2}(?:-\d{1,2})?)?\]$/.exec(part);
    if (!marker) return false;
    // Numbers may touch: JSONata gives the first one exactly the width that its picture shows.
    if (next.startsWith('[')) return NUMBERS_TOUCH.test(part) && NUMBERS_TOUCH.test(next);
    const named = /n/i.test(marker[2] ?? '') || marker[1] === 'P' || (marker[1] === 'F' && marker[2] === '');
    return next === '' || (named ? /^[^A-Za-z]/ : /^[^0-9]/).test(next);
  });
}
const NUMBERS_TOUCH = /^\[[YMDdHhms][01]+\]$/;
