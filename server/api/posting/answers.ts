// What a sender is answered: by each step of the flow that answers, by the clock, and where no step does.
import { usesAccountCheck } from '../../../flows/language/account-check-flow.ts';
import { type Catalogue, portsOf } from '../../../flows/language/catalogue.ts';
import type { FlowDocument, JsonObject } from '../../../flows/language/document.ts';
import { pendingAnswer } from '../../respond/answers.ts';
import type { PostingAnswer } from './schemas-posting.ts';
import { whenWords } from './when.ts';

/** An id as answers hold it. */
const RUN = '01890a5d-ac96-774b-bcce-b302099a8057';

/** What is known of the flow and of who sends. */
export interface AnswersFor {
  document: FlowDocument;
  catalogue: Catalogue;
  /** Id and config of the trigger. */
  trigger: { node: string; config: JsonObject };
  /** What the source wants to hear meanwhile. */
  pending: 'pending' | 'success' | 'failed';
  syncLimitMs: number;
}

/** Every answer that a lead which was taken can meet. */
export function answersOf(given: AnswersFor): PostingAnswer[] {
  const { document, trigger } = given;
  if (trigger.config.answer === 'accept') return [meanwhile(given, 'At once, as soon as the lead is stored.')];
  const steps = Object.keys(document.nodes).filter((node) => document.nodes[node]?.type === 'respond');
  const seconds = Math.round(given.syncLimitMs / 100) / 10;
  return [
    ...steps.filter((node) => ways(document, node).length > 0).map((node) => byStep(given, node)),
    ...(usesAccountCheck(document) ? BY_CHECK : []),
    ...(endsUntold(given) ? OUTCOMES : []),
    meanwhile(
      given,
      `Where it takes longer than ${seconds} s, or the lead waits for a time, a callback or a person. A GET of the address in status, at this host, tells later what became of it.`,
    ),
  ];
}

const NOTHING: JsonObject = Object.freeze({});

function byStep({ document, catalogue }: AnswersFor, node: string): PostingAnswer {
  const { config = NOTHING } = document.nodes[node] ?? {};
  const success = successOf(config);
  const isOwn = config.body !== undefined && config.body !== '';
  return {
    when: whenWords({ document, catalogue }, node),
    status: typeof config.status === 'number' ? config.status : 200,
    success,
    body: isOwn ? null : { success: success ?? true, ...messageOf(config), run: RUN },
    says: isOwn ? 'An object that the flow makes.' : success === null ? 'success is true or false.' : '',
  };
}

function ways({ edges }: FlowDocument, node: string): FlowDocument['edges'] {
  return edges.filter(({ to }) => to === node);
}

/** Fixed, or null where a table or an expression decides. */
function successOf({ decision, success }: JsonObject): boolean | null {
  if (decision !== undefined && decision !== '') return null;
  if (typeof success === 'boolean') return success;
  return success === undefined ? true : null;
}

function messageOf({ message }: JsonObject): JsonObject {
  if (typeof message !== 'string' || message === '') return {};
  return { message: message.startsWith('=') ? 'a text that the flow makes' : message };
}

/** What the account's duplicate check answers by itself. */
const BY_CHECK: readonly PostingAnswer[] = [
  {
    when: 'The lead is known already, or must not be told as taken.',
    status: 200,
    success: false,
    body: { success: false, message: 'Phone number already exists', run: RUN },
    says: '',
  },
  {
    when: 'The lead is known already and was received, with nothing more to do.',
    status: 200,
    success: true,
    body: { success: true, leadId: RUN, run: RUN },
    says: '',
  },
];

const OUTCOMES: readonly PostingAnswer[] = [
  {
    when: 'The lead was accepted, and no step of the flow answers otherwise.',
    status: 200,
    success: true,
    body: { success: true, outcome: 'accepted', run: RUN },
    says: '',
  },
  {
    when: 'The lead was rejected, or the flow ended with an error. It is stored: do not send it again.',
    status: 200,
    success: false,
    body: { success: false, outcome: 'rejected', reason: 'why, in one sentence', run: RUN },
    says: '',
  },
];

function meanwhile({ trigger, pending }: AnswersFor, when: string): PostingAnswer {
  const { status, success, body } = pendingAnswer(trigger.config, RUN, pending);
  return { when, status, success, body: body as JsonObject, says: '' };
}

/** True where the lead can come to an end without passing a step that answers. */
function endsUntold({ document, catalogue, trigger }: AnswersFor): boolean {
  const seen = new Set<string>();
  const open = [trigger.node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const at = document.nodes[node];
    if (!at || seen.has(node) || at.type === 'respond') continue;
    seen.add(node);
    const ports = portsOf(catalogue[at.type]?.ports ?? [], at.config);
    if (ports.length === 0) return true;
    for (const { name } of ports) {
      const edge = document.edges.find(({ from, port }) => from === node && port === name);
      if (!edge) return true;
      open.push(edge.to);
    }
  }
  return false;
}
