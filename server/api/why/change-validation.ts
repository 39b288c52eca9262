// Validation lists: which value, had it (not) been on the list that judged, would have altered the decision.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { ruleMet } from '../../../flows/language/list-rules.ts';
import type { ListRules } from '../../../flows/language/list-rules-read.ts';
import { decideAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import type { Asked, At } from './known.ts';
import { plain, quoted, textIn } from './words.ts';

/** A value that was not there, or the other way round; a list that was too old or gone, where that decided. */
export async function validationChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  const look = recordedLook(at);
  if (!look || textIn(look, 'error') !== '') return undefined;
  const list = isObject(step.in) ? textIn(step.in, 'list') : '';
  if (look.gone === true) return hadItBeenThere(at, { look, list }, asked);
  if (textIn(step.out, 'decidedBy') === 'stale') {
    const left = await withLook(at, { ...look, stale: false }, asked);
    return left && `If the list ${list} had not been older than its limit, ${left}.`;
  }
  return look.found === true ? withoutIt(at, { look, list }, asked) : withAnother(at, { look, list }, asked);
}

interface Looked {
  look: JsonObject;
  list: string;
}

/** What would have had to stand on a list that is gone, or not. A blank value is an entry of none. */
async function hadItBeenThere(at: At, { look, list }: Looked, asked: Asked): Promise<string | undefined> {
  const value = textIn(at.step.out, 'value');
  const given = isObject(at.step.in) ? at.step.in.value : undefined;
  const isMany = Array.isArray(given) && given.length > 1;
  const [any, one] = isMany ? ['any of its values', 'one of its values'] : [quoted(plain(value)), quoted(plain(value))];
  const there = { ...look, gone: false };
  const missed = await withLook(at, there, asked);
  if (missed) return `If the list ${list} had been there${value === '' ? '' : `, without ${any} on it`}, ${missed}.`;
  const hit = value === '' ? undefined : await withLook(at, { ...there, found: true, entry: value }, asked);
  return hit && `If the list ${list} had been there, with ${one} on it, ${hit}.`;
}

async function withoutIt(at: At, { look, list }: Looked, asked: Asked): Promise<string | undefined> {
  const value = textIn(at.step.out, 'value');
  // A blank value that is on the list is so by a rule; what another value would meet is not known.
  if (value === '') return undefined;
  const left = await withLook(at, { ...look, found: false, met: '', entry: '', rule: '' }, asked);
  const what = textIn(look, 'met') === '' ? `${quoted(plain(value))} had not` : 'none of its values had';
  return left && `If ${what} been on the list ${list}, ${left}.`;
}

async function withAnother(at: At, { look, list }: Looked, asked: Asked): Promise<string | undefined> {
  // As it was when it judged: what was put on it since would not have helped.
  const held = await asked.listAt(list, Number(look.version ?? 0));
  const entry = held?.some[0];
  if (held && entry !== undefined) {
    const left = await withLook(at, { ...look, found: true, entry }, asked, entry);
    const one = `the one entry of the list ${list}, ${quoted(plain(entry))}`;
    const many = `one of the ${held.count} entries of the list ${list}, such as ${quoted(plain(entry))}`;
    if (left) return `If the value had been ${held.count === 1 ? one : many}, ${left}.`;
  }
  const meets = held && valueMeeting(held.rules);
  if (!held || meets === undefined) return undefined;
  const left = await withLook(at, { ...look, found: true, rule: ruleMet(held.rules, meets) }, asked, meets);
  return (
    left &&
    `If the value had been one that meets the rules of the list ${list}, such as ${quoted(plain(meets))}, ${left}.`
  );
}

/** Where the lead goes with another look, of another value where one is given; undefined where it goes the same way. */
async function withLook(at: At, look: JsonObject, asked: Asked, value?: string): Promise<string | undefined> {
  const config = value === undefined ? {} : { config: { value } };
  const left = await decideAgain(at, { ...config, reads: { 'list.look': look } }, asked);
  return left && left.port !== at.step.port ? goesOn(at, left.port) : undefined;
}

/** A value that meets the rules, of those that they name and those beside them. */
function valueMeeting(rules: ListRules): string | undefined {
  const named = [...rules.all, ...rules.any].flatMap(({ values }) => values);
  const beside = named.flatMap((text) => {
    const number = Number(text);
    return Number.isFinite(number) ? [String(number + 1), String(number - 1)] : [`${text}x`];
  });
  return [...named, ...beside, 'x'].find((value) => ruleMet(rules, value) !== '');
}

function recordedLook({ step }: At): JsonObject | undefined {
  const value: Json | undefined = step.calls.find(({ op }) => op === 'list.look')?.value;
  return isObject(value) ? value : undefined;
}
