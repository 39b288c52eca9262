// Sentences of the steps that judge: the table, conditions, lists, and how answers were read.
import { compileExpression } from '../../../flows/expression/compile.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { getPath } from '../../../flows/language/paths.ts';
import { isoWords } from '../../../flows/language/zone.ts';
import type { At, Said } from './known.ts';
import { valuesBefore } from './known.ts';
import {
  answererOf,
  cameOut,
  clauseOf,
  held,
  heldClause,
  isMissing,
  listed,
  phoneWords,
  plain,
  quoted,
  sentenceOf,
  spoken,
  textIn,
  textsIn,
  titleOf,
} from './words.ts';

/** Type of a judging node -> its sentence. */
export const JUDGING: Readonly<Record<string, (at: At) => Said | undefined>> = {
  'key-value-branch': table,
  condition,
  'validation-list': byReason,
  'dnc-check': dnc,
  reserve,
  'response-parse': reading,
  'http-request': call,
};

/** What a table decided, in words: `create the lead with the status NEW and tell success`. */
export function decisionWords({ createLead, status, addToDnc, success }: JsonObject): string {
  const named = typeof status === 'string' && status !== '' ? ` with the status ${status}` : '';
  return listed([
    createLead === true ? `create the lead${named}` : 'create no lead',
    ...(addToDnc === true ? ['add the number to DNC'] : []),
    `tell ${success === true ? 'success' : 'failed'}`,
  ]);
}

function table(at: At): Said | undefined {
  const { step, node } = at;
  if (!isObject(step.out)) return undefined;
  const { row, key, found } = step.out;
  const who = answererOf(at);
  const none = who ? 'without' : 'no';
  const said = (what: string) => (who ? `${who} answered ${what}` : `the table found ${what}`);
  const clause =
    typeof row === 'number' && row > 0 && typeof key === 'string'
      ? said(`${held(key, found, none)} (row ${row})`)
      : `${said(whatWasThere(step.in, { rows: node.config.rows, none }))}, which no row of the table knows`;
  return { role: 'judged', clause, sentence: sentenceOf(`${clause}, and the table says: ${decisionWords(step.out)}`) };
}

/** What stood at each key of the table, where the step's input could be computed; what was not there comes last. */
function whatWasThere(given: Json, { rows, none }: { rows: Json | undefined; none: 'without' | 'no' }): string {
  const keys = Array.isArray(rows) ? rows.map((row) => textIn(row, 'key')).filter((key) => key !== '') : [];
  const from = isObject(given) ? given.from : undefined;
  if (from === undefined || keys.length === 0) return 'something';
  const found = [...new Set(keys)].slice(0, 5).map((key) => ({ key, value: getPath(from, key) }));
  const there = found.filter(({ value }) => !isMissing(value)).map(({ key, value }) => held(key, value));
  const missing = found.filter(({ value }) => isMissing(value)).map(({ key }) => `\`${plain(key)}\``);
  if (missing.length === 0) return listed(there);
  const without = `${none} ${missing.join(' or ')}`;
  return there.length === 0 ? without : `${listed(there)}${none === 'no' ? ' and' : ','} ${without}`;
}

function condition(at: At): Said {
  const { run, step, node } = at;
  const seen = valuesRead(at).map(([path, value]) => heldClause(path, value));
  const because = seen.length > 0 ? ` (${seen.join(', ')})` : '';
  const clause = `${cameOut(titleOf(run, step.node), step.port === 'true')}${because}`;
  return { role: 'judged', clause: node.title ? clause : clauseOf(clause), sentence: sentenceOf(clause) };
}

/** The single values that the expression of a condition reads, by path; none out of lists, which are read as a whole. */
export function valuesRead({ run, step, node }: At): [string, Json | undefined][] {
  const { when } = node.config;
  if (typeof when !== 'string') return [];
  const view = { lead: run.lead, trigger: run.trigger, steps: valuesBefore(run, step) };
  try {
    return pathsIn(when, view)
      .map((path): [string, Json | undefined] => [path, getPath(view, path)])
      .filter(([, value]) => value === null || typeof value !== 'object')
      .slice(0, 4);
  } catch {
    // A drawing of an older version may hold what is no expression any more: its sentence goes without the values.
    return [];
  }
}

/** The paths of single values that an expression reads; none that goes through a list, or through a name with a full stop. */
export function pathsIn(when: string, view: JsonObject): string[] {
  const { references } = compileExpression(when);
  return references
    .filter(([root = '', ...rest]) => rest.length > 0 && Object.hasOwn(view, root))
    .filter((parts) => !parts.some((part, at) => part.includes('.') || goesThroughList(view, parts.slice(0, at))))
    .map((parts) => parts.join('.'));
}

function goesThroughList(view: JsonObject, before: readonly string[]): boolean {
  return before.length > 0 && Array.isArray(getPath(view, before.join('.')));
}

function byReason({ step }: Pick<At, 'step'>): Said | undefined {
  if (!step.reason) return undefined;
  const clause = clauseOf(spoken(step.reason));
  return { role: 'judged', clause, sentence: sentenceOf(clause) };
}

/** Names the lead that it met by when it came: ids are for the step's own page. */
function reserve({ step }: At): Said | undefined {
  const { met } = isObject(step.out) ? step.out : {};
  if (!isObject(met)) return byReason({ step });
  const then = met.state === 'accepted' ? 'was accepted' : 'was still under way';
  const clause = `an equal lead (${phoneWords(textIn(met, 'key'))}) had come at ${isoWords(textIn(met, 'since'))} and ${then}`;
  return { role: 'judged', clause, sentence: sentenceOf(clause) };
}

/** The DNC lists that were looked in, in words: `the DNC lists account and solar`. */
export function dncLists({ step }: Pick<At, 'step'>): { count: number; words: string } {
  const asked = step.calls.find(({ op }) => op === 'dnc.check')?.args;
  const lists = textsIn(asked, 'lists');
  // Which others there were is not in the record.
  if (isObject(asked) && asked.wholeAccount === true) return { count: 2, words: 'the DNC lists of the account' };
  if (textIn(asked, 'campaign') !== '') return { count: 2, words: 'the DNC lists that count for it' };
  const words = lists.length > 1 ? `the DNC lists ${listed(lists)}` : `the DNC list ${lists[0] ?? ''}`.trim();
  return { count: lists.length, words };
}

function dnc(at: At): Said | undefined {
  const { step } = at;
  const { number, hit } = isObject(step.out) ? step.out : {};
  const e164 = phoneWords(textIn(number, 'e164') || textIn(number, 'raw'));
  if (isObject(hit)) {
    const reason = textIn(hit, 'reason');
    const clause = `${e164} is on the DNC list ${textIn(hit, 'list')}${reason ? ` (${clauseOf(reason)})` : ''}`;
    return { role: 'judged', clause, sentence: sentenceOf(clause) };
  }
  if (step.port !== 'clear') return byReason(at);
  const { count, words } = dncLists(at);
  const clause = `${e164} is ${count > 1 ? 'on none of' : 'not on'} ${words}`;
  return { role: 'judged', clause, sentence: sentenceOf(clause) };
}

function reading(at: At): Said | undefined {
  const { step } = at;
  if (step.port === 'parsed' || step.port === null) return undefined;
  const who = answererOf(at) ?? 'the receiver';
  const decidedBy = textIn(step.out, 'decidedBy').replace(' of the step:', ':');
  const by = decidedBy === '' ? '' : ` (${decidedBy})`;
  const reasons = textsIn(step.out, 'reasons').map(clauseOf);
  const own = reasons.filter((reason) => !/^rule \d+ matched/i.test(reason));
  const why = own.length > 0 ? `: ${own.map((reason) => quoted(plain(reason))).join(', ')}` : '';
  const CLAUSES: Record<string, string> = {
    accepted: `${who} accepted the lead${by}`,
    rejected: `${who} rejected the lead${why}${by}`,
    unrecognised: `no rule reads the answer of ${who}: ${clauseOf(step.reason ?? '').replace(/^no rule matched:? ?/i, '')}`,
    unreadable: `the answer of ${who} could not be read: ${clauseOf(step.reason ?? '')}`,
    error: `${who} reported a fault${why}${by}`,
  };
  const clause = CLAUSES[step.port] ?? clauseOf(step.reason ?? '');
  return clause === '' ? undefined : { role: 'judged', clause, sentence: sentenceOf(clause) };
}

/** An answer that came at once decided nothing; a verdict did, and tries and doubts are worth a word. */
function call(at: At): Said | undefined {
  const { step } = at;
  const who = answererOf(at) ?? 'the receiver';
  if (step.port !== 'answered') return byReason(at);
  const failed = step.exchanges.filter(({ failure }) => failure);
  if (failed.length === 0) return undefined;
  const doubts = failed.some(({ failure }) => failure?.sent === 'unknown');
  const which = failed.length === 1 ? 'that one' : 'each of them';
  const doubt = doubts ? `, and nobody knows whether ${which} arrived` : '';
  const tries = failed.length === 1 ? 'one attempt' : `${failed.length} attempts`;
  const clause = `${who} answered after ${tries} had failed${doubt}`;
  return { role: 'noted', clause, sentence: sentenceOf(clause) };
}
