// How a step reads an answer by itself: the type that counts, what keeps it from being read, and its own rules.
import { passes, testOf, whatIsAt, wordsOf } from '../flows/language/decision.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import {
  type AnswerType,
  looksOf,
  type ParseBody,
  type ParsedAnswer,
  type ReadAs,
  TYPE_WORDS,
  typeNamed,
} from '../flows/language/parsed-answer.ts';
import { getPath } from '../flows/language/paths.ts';
import type { Result } from './contract.ts';
import type { RemoteAnswer } from './tools.ts';

type Comparison = ReturnType<typeof testOf>['comparison'];

/** A rule of the step's own. */
export interface OwnRule {
  path: string;
  comparison?: Comparison;
  value?: string;
  outcome: 'accepted' | 'rejected';
  reasonPath?: string;
}

/** The answer that a field was given. Fails with CONFIG_INVALID where it is none. */
export function answerOf(from: Json | undefined): RemoteAnswer {
  if (isAnswer(from)) return from;
  const says = 'This is not the answer of an HTTP request. Write steps and the id of the request, such as steps.ask.';
  throw new Failure('CONFIG_INVALID', { detail: `Answer: ${says}`, fields: [{ field: 'from', says }] });
}

function isAnswer(from: Json | undefined): from is RemoteAnswer {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return false;
  return typeof from.status === 'number' && typeof from.type === 'string' && typeof from.body === 'string';
}

/** What the step was told, or the receiver declares; undefined where neither names a type that is read here. */
export function declaredType({ type }: RemoteAnswer, as: ReadAs | 'declared'): ReadAs | undefined {
  return as === 'declared' ? typeNamed(type) : as;
}

/** Reads the body as what was declared; `trusted` where the flow named the type, so that anything may be read as text. */
export function readAs(
  body: string,
  declared: ReadAs | undefined,
  { trusted, parse }: { trusted: boolean; parse: ParseBody },
): ParsedAnswer | Promise<ParsedAnswer> {
  if (declared === 'json' || declared === 'xml' || (declared === 'html' && trusted)) return parse(body, declared);
  const looksLike = looksOf(body);
  if (looksLike === 'empty' || (declared === 'text' && trusted)) return parse(body, 'text');
  if (declared === undefined && (looksLike === 'json' || looksLike === 'xml')) return parse(body, looksLike);
  // JSON sent as text/plain would be read as one text, and every path in it would miss; an HTML page is never data.
  if (declared === 'html' || looksLike !== 'text') return { ok: false, looksLike, says: '' };
  return parse(body, 'text');
}

/** The end of a step whose answer is no data. */
export function unreadable(
  { status, type, body }: RemoteAnswer,
  declared: ReadAs | undefined,
  { looksLike, says }: Extract<ParsedAnswer, { ok: false }>,
): Omit<Result, 'value'> & { value: JsonObject } {
  const reason = whatIsWrong(declared, looksLike, says);
  const value = { status, type, declared: declared ?? '', looksLike, says: reason, body: body.slice(0, 500) };
  return { port: 'unreadable', value, reason, outcome: 'error' };
}

/** True for a status by which a receiver says that it failed itself. */
export function isServerError(status: number): boolean {
  return status >= 500 && status <= 599;
}

/** The end of a step for which a failing receiver has not answered. */
export function noAnswer(answer: RemoteAnswer): ReturnType<typeof unreadable> {
  const says = `The receiver failed with status ${answer.status}, which counts as no answer.`;
  const end = unreadable(answer, declaredType(answer, 'declared'), {
    ok: false,
    looksLike: looksOf(answer.body),
    says,
  });
  return { ...end, reason: says, value: { ...end.value, says } };
}

function whatIsWrong(declared: ReadAs | undefined, looksLike: AnswerType, says: string): string {
  const start = declared
    ? `The answer was declared ${TYPE_WORDS[declared]}`
    : 'The answer declares no type that is read here';
  if (looksLike === 'empty') return `${start}, but it is empty.`;
  if (declared === undefined || looksLike === declared)
    return looksLike === 'html' && says === '' ? 'The answer is an HTML page, not data.' : says;
  const hint = looksLike === 'html' ? '' : ' If that is right, say so under "Read as".';
  return `${start}, but it looks like ${TYPE_WORDS[looksLike]}.${hint}`;
}

/** The first of the step's own rules that matches, its number from 1, and the reason. */
export function ownRule(
  rules: readonly OwnRule[],
  data: Json,
): { rule: OwnRule; number: number; reason: string; words: string } | undefined {
  const index = rules.findIndex((each) => passes(getPath(data, each.path), testOf(each)));
  const rule = rules[index];
  if (!rule) return undefined;
  const words = wordsOf(rule.path, testOf(rule));
  const said = rule.reasonPath ? getPath(data, rule.reasonPath) : undefined;
  const text = typeof said === 'object' || said === undefined ? '' : String(said).trim();
  const reason = text === '' ? `Rule ${index + 1} matched: ${words}.` : text;
  return { rule, number: index + 1, reason, words: `rule ${index + 1} of the step: ${words}` };
}

/** Why none of the step's own rules matched. */
export function noRule(rules: readonly OwnRule[], data: Json): string {
  return `No rule matched: ${whatIsAt(
    rules.map(({ path }) => path),
    data,
  )}.`;
}
