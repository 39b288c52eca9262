// What happened at a moment of a run, in one sentence, for the scrubber and for screen readers. Pure.
import { counted, durationWords } from '../kit/time-words.ts';
import { settledWords } from '../settling/settle-words.ts';
import type { ExchangeView, RunDetail, StepView } from '../types.ts';
import type { Moment } from './moments.ts';

type TitleOf = (node: string) => string;

/** “Post to Convoso was answered with 200”. */
export function momentWords(run: RunDetail, moment: Moment, titleOf: TitleOf): string {
  const step = run.steps.find(({ node }) => node === moment.node);
  if (step) return stepWords(run, { step, moment, title: titleOf(step.node) });
  switch (moment.kind) {
    case 'accepted':
      return 'The lead was accepted';
    case 'told':
      return run.answer
        ? `The caller was told: ${run.answer.success ? 'success' : 'failed'}, ${run.answer.status}`
        : '';
    case 'held':
      return moment.node === null ? 'Held for a person' : `Held for a person before ${titleOf(moment.node)}`;
    case 'waits':
      return 'The run waits';
    default:
      return `Finished: ${run.outcome ?? 'ended'}`;
  }
}

interface StepMoment {
  step: StepView;
  moment: Moment;
  title: string;
}

function stepWords(run: RunDetail, { step, moment, title }: StepMoment): string {
  const exchange = moment.exchange === null ? undefined : step.exchanges[moment.exchange];
  if (exchange) return `${title} ${exchangeWords(exchange, moment.kind)}${attemptWords(step, exchange)}`;
  switch (moment.kind) {
    case 'entered':
      return `${title} began`;
    case 'children':
      return `${title} began ${counted(step.children.length, 'child run')}`;
    case 'waits':
      return `${title} waits`;
    case 'kept':
      return `${title} was kept from the run before`;
    case 'held':
      return `${title} is held for a person`;
    default: {
      const port = run.ports[step.node]?.find(({ name }) => name === step.port)?.title ?? step.port;
      return port ? `${title} left by “${port}”` : `${title} ended the run`;
    }
  }
}

function exchangeWords({ request, answer, failure, settled }: ExchangeView, kind: Moment['kind']): string {
  if (kind === 'sent') return request ? `sent ${request.method} to ${hostOf(request.url)}` : 'began a call';
  if (kind === 'answered') return `was answered with ${answer?.status ?? 'nothing'}`;
  if (kind === 'failed') return `got no answer: ${firstClause(failure?.says ?? 'it failed')}`;
  return settled ? `was decided on: ${settledWords(settled).replace(/\.$/, '')}` : 'was decided on';
}

/** Of several sentences the first, up to a semicolon: the step says the rest. */
function firstClause(says: string): string {
  return /^[^;]*?(?=;|\.\s|\.?$)/.exec(says)?.[0] ?? says;
}

function attemptWords(step: StepView, { call, attempt }: ExchangeView): string {
  const isOne = step.exchanges.filter((each) => each.call === call).length === 1;
  return isOne ? '' : ` (attempt ${attempt})`;
}

function hostOf(url: string): string {
  return /^\w+:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;
}

/** “+184 ms” after the run was accepted; '' where the record does not say when, or it was in an older run. */
export function elapsedWords({ acceptedAt }: RunDetail, { at, kind }: Moment): string {
  if (at === null || kind === 'kept') return '';
  return `+${durationWords(Math.max(0, Date.parse(at) - Date.parse(acceptedAt)))}`;
}
