// What a step that reads an answer ends with: by its own rules, or as an endpoint says.
import type { AnswerMeaning } from '../flows/language/answer-meaning.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import type { ParseBody, ParsedAnswer, ReadAs } from '../flows/language/parsed-answer.ts';
import { getPath } from '../flows/language/paths.ts';
import { type AnswerRead, readAnswer, readingOf } from '../flows/language/reading-answer.ts';
import type { EndpointDocument } from '../flows/language/receivers.ts';
import { noRule, type OwnRule, ownRule, unreadable } from './answer-read.ts';
import type { Result } from './contract.ts';
import type { RemoteAnswer } from './tools.ts';

/** What the step was told, as far as it matters here. */
export interface ReadConfig {
  endpoint?: EndpointDocument | undefined;
  as?: ReadAs | 'declared';
  extract?: readonly { name: string; path: string }[];
  rules?: readonly OwnRule[];
}

/** By the step's own rules alone; with none the answer is only read. */
export function readByRules(
  { extract = [], rules = [] }: ReadConfig,
  { status, type }: RemoteAnswer,
  { data, looksLike, notices = [] }: Extract<ParsedAnswer, { ok: true }>,
): Result {
  const found = ownRule(rules, data);
  const read = { status, type, looksLike, data, fields: fieldsOf(extract, data), rule: found?.number ?? null };
  const noted = notices.length > 0 ? { notices } : {};
  if (rules.length === 0) return { port: 'parsed', value: { ...read, ...noted } };
  const reason = found ? found.reason : noRule(rules, data);
  const outcome = found?.rule.outcome ?? 'unrecognised';
  const decidedBy = found?.words ?? 'no rule of the step matched';
  const value = { ...read, ...noted, outcome, decidedBy, reasons: outcome === 'accepted' ? [] : [reason] };
  return { port: outcome, value, reason };
}

/** As the endpoint says, the step's own rules first. */
export function readByEndpoint(config: ReadConfig, answer: RemoteAnswer, parse: ParseBody) {
  const { endpoint, as } = config;
  const compiled = readingOf(endpoint?.answer ?? NO_READING);
  const wanted = {
    compiled,
    ...(as && as !== 'declared' ? { as } : {}),
    ...(endpoint?.receive ? { receive: endpoint.receive } : {}),
  };
  const read = readAnswer(answer, wanted, parse);
  return read instanceof Promise
    ? read.then((done) => meaningOf(config, answer, done))
    : meaningOf(config, answer, read);
}

const NO_READING = Object.freeze({});

function meaningOf({ extract = [], rules = [] }: ReadConfig, answer: RemoteAnswer, read: AnswerRead): Result {
  const { parsed, declared, meaning } = read;
  const found = parsed.ok ? ownRule(rules, parsed.data) : undefined;
  const said: AnswerMeaning = found ? overruled(meaning, found) : meaning;
  const { outcome, reasons } = said;
  if (outcome === 'unrecognised' && !parsed.ok) {
    const end = unreadable(answer, declared, parsed);
    return { ...end, value: { ...end.value, ...plain(said) } };
  }
  const { status, type } = answer;
  const value: JsonObject = {
    status,
    type,
    looksLike: parsed.looksLike,
    data: parsed.ok ? parsed.data : null,
    fields: parsed.ok ? fieldsOf(extract, parsed.data) : {},
    rule: found?.number ?? null,
    ...plain(said),
  };
  const why = reasons.length > 0 ? reasons.join('; ') : sentence(said.decidedBy);
  return { port: outcome, value, reason: outcome === 'accepted' && said.warning ? `With a warning: ${why}` : why };
}

function overruled(meaning: AnswerMeaning, { rule, words, reason }: NonNullable<ReturnType<typeof ownRule>>) {
  const { outcome } = rule;
  const isYes = outcome === 'accepted';
  return { ...meaning, outcome, decidedBy: words, warning: isYes && meaning.warning, reasons: isYes ? [] : [reason] };
}

/** The meaning as a value of the run. */
function plain({ status: _, ...meaning }: AnswerMeaning): JsonObject {
  return { ...meaning };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function fieldsOf(extract: NonNullable<ReadConfig['extract']>, data: Json): JsonObject {
  return Object.fromEntries(extract.map(({ name, path }) => [name, getPath(data, path) ?? null]));
}
