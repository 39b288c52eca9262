// Sentences of the steps that act, answer or end: the lead, there or not, the DNC list, the caller, the end of the run.
import { isObject } from '../../../flows/language/json.ts';
import type { At, Said } from './known.ts';
import { answeredByCheck, createdWords, saysChecked } from './says-checked.ts';
import { clauseOf, phoneWords, quoted, sentenceOf, spoken, textIn, titleOf } from './words.ts';

/** Type of an acting node -> its sentence. */
export const ACTING: Readonly<Record<string, (at: At) => Said | undefined>> = {
  'create-lead': createLead,
  'find-lead': findLead,
  'dnc-add': dncAdd,
  'call-flow': callFlow,
  respond,
  stop,
  webhook: () => undefined,
  schedule: () => undefined,
  'when-called': () => undefined,
  adaptor: () => undefined,
};

function createLead(at: At): Said | undefined {
  const { step } = at;
  const checked = saysChecked(at);
  if (checked) return checked;
  if (step.port === 'created') return acted(createdWords(at));
  if (step.port === 'updated') return acted(`the lead was in ${placeOf(at)} already and was updated`);
  if (step.port === 'duplicate') {
    const clause = `${placeOf(at)} already holds this lead`;
    return { role: 'judged', clause, sentence: sentenceOf(`${clause}, so it was not created again`) };
  }
  const reason = step.reason ?? 'The lead was not created.';
  if (step.port !== 'skipped') return acted(clauseOf(spoken(reason)));
  const isKept = isObject(step.out) && step.out.again === true;
  const clause = isKept
    ? 'the lead that an earlier run of it had created stayed as it was'
    : 'the lead was not created';
  return { role: 'acted', clause, sentence: sentenceOf(clauseOf(reason)) };
}

/** Names the lead that is there by its number: ids are for the step's own page. */
function findLead(at: At): Said | undefined {
  const { step } = at;
  const number = phoneWords(textIn(argsOf(at, 'lead.known'), 'phone'));
  const there = `a lead with the number ${number} was in ${placeOf(at)} already`;
  const clause = step.port === 'found' ? there : clauseOf(spoken(step.reason ?? ''));
  return clause === '' ? undefined : { role: 'judged', clause, sentence: sentenceOf(clause) };
}

/** Where leads with the same number were looked for, in words. */
export function placeOf(at: At): string {
  // One that is known already is not created: then it was looked for, and no more.
  const given = argsOf(at, 'lead.create') ?? argsOf(at, 'lead.known');
  const [scope, scopeOf, list] = [textIn(given, 'scope'), textIn(given, 'scopeOf'), textIn(given, 'list')];
  if (scope === 'account') return 'the account';
  if (scope === 'campaign')
    return scopeOf ? `the campaign ${scopeOf}` : `the campaign of the list ${list || 'default'}`;
  return list || scopeOf ? `the list ${scopeOf || list}` : 'the lead list';
}

function dncAdd({ step }: At): Said | undefined {
  const number = phoneWords(textIn(step.out, 'number'));
  const list = textIn(step.out, 'list');
  if (step.port !== 'added')
    return { role: 'acted', clause: '', sentence: sentenceOf(clauseOf(spoken(step.reason ?? ''))) };
  const isNew = isObject(step.out) && step.out.added === true;
  return acted(`${number} was ${isNew ? 'added to' : 'already on'} the ${list} DNC list`);
}

/** What the flow that was called said of the lead. */
function callFlow({ step, node }: At): Said {
  const flow = textIn(step.out, 'flow') || textIn(node.config, 'flow');
  const reason = clauseOf(spoken(step.reason ?? ''));
  const why = reason === '' || reason.startsWith(`the flow ${flow} was`) ? '' : `: ${reason}`;
  const clause = `the flow ${flow} ${step.port === 'accepted' ? 'accepted' : 'rejected'} the lead${why}`;
  return { role: 'judged', clause, sentence: sentenceOf(clause) };
}

function respond({ run, step }: At): Said | undefined {
  if (!isObject(step.out)) return undefined;
  const before = run.steps.slice(0, run.steps.indexOf(step));
  if (before.some(answeredByCheck)) {
    const sentence = sentenceOf(`${quoted(titleOf(run, step.node))} was not heard: the duplicate check had answered`);
    return { role: 'noted', clause: '', sentence };
  }
  const { success, body } = step.out;
  const message = textIn(body, 'message');
  const word = success === true ? 'success' : 'failed';
  const clause = `the ${run.parent ? 'calling flow' : 'caller'} was told ${word}`;
  return {
    role: 'told',
    clause,
    sentence: sentenceOf(message === '' ? clause : `${clause}: ${quoted(message.replace(/\.$/, ''))}`),
  };
}

function stop({ run, step }: At): Said {
  const reason = clauseOf(step.reason ?? textIn(step.out, 'reason'));
  const clause = `the flow ended the run at ${quoted(titleOf(run, step.node))}: ${reason}`;
  return { role: 'ended', clause: `the flow ended the run (${reason})`, sentence: sentenceOf(clause) };
}

function acted(clause: string): Said {
  return { role: 'acted', clause, sentence: sentenceOf(clause) };
}

/** What a command of the step was given. */
function argsOf({ step }: At, op: string) {
  return step.calls.find((call) => call.op === op)?.args;
}
