// What an answer came to as pages show it: one flat record of how it was read and what it means.
import type { AnswerOutcome, AnswerReading } from './answer-reading.ts';
import type { Json, JsonObject } from './document.ts';
import { type CameAnswer, type ParseBody, type ReadAs, typeNamed } from './parsed-answer.ts';
import { type AnswerRead, readAnswer, readingOf } from './reading-answer.ts';
import type { ConnectionDocument, EndpointDocument } from './receivers.ts';

/** An answer that was read. `unreadable`: no rule reads it, and it is no data either. */
export interface FoundAnswer {
  outcome: AnswerOutcome | 'unrecognised' | 'unreadable';
  /** What decided, in words. */
  rule: string;
  warning: boolean;
  reasons: string[];
  warnings: string[];
  price: number | null;
  reference: string;
  captures: JsonObject;
  /** The type that it was read as. */
  as: ReadAs;
  data: Json;
  /** What is odd about it, such as a declared type that does not fit; else ''. */
  says: string;
  /** The type to declare instead, where another one fits. */
  switchTo: ReadAs | null;
}

/** Reads an answer as an endpoint says; without a reading nothing decides. */
export async function findAnswer(
  answer: CameAnswer,
  { answer: reading, receive }: Pick<EndpointDocument, 'answer' | 'receive'>,
  parse: ParseBody,
): Promise<FoundAnswer> {
  const compiled = readingOf(reading ?? NO_READING);
  const found = foundOf(answer, await readAnswer(answer, { compiled, ...(receive ? { receive } : {}) }, parse));
  return reading || found.outcome === 'unreadable' ? found : { ...found, rule: UNSAID };
}

/**
 * An endpoint as its answers are read: the one that gives the access token is judged by whether a token is there, unless it
 * says itself how it is read.
 */
export function endpointRead(
  { auth, endpoints }: Pick<ConnectionDocument, 'auth' | 'endpoints'>,
  slug: string,
): EndpointDocument | undefined {
  const endpoint = Object.hasOwn(endpoints, slug) ? endpoints[slug] : undefined;
  if (!endpoint || endpoint.answer || auth?.type !== 'token' || auth.endpoint !== slug) return endpoint;
  const at = auth.token === '' ? {} : { path: auth.token };
  const answer: AnswerReading = {
    statuses: [
      { status: '4xx', outcome: 'error' },
      { status: '5xx', outcome: 'error' },
    ],
    rules: [
      { ...at, comparison: 'exists', outcome: 'accepted' },
      { comparison: 'exists', outcome: 'error', reason: `There is no token at “${auth.token}”.` },
    ],
  };
  return { ...endpoint, answer };
}

const NO_READING = Object.freeze({});
const UNSAID = 'The endpoint does not say how its answer is read, so nobody knows what it means.';

function foundOf(answer: CameAnswer, { parsed, switchTo, meaning }: AnswerRead): FoundAnswer {
  const { outcome, decidedBy, warning, reasons, warnings, price, reference, captures, notices } = meaning;
  const isUnread = outcome === 'unrecognised' && !parsed.ok;
  const said = [...notices, ...(parsed.ok ? [] : [parsed.says])];
  return {
    outcome: isUnread ? 'unreadable' : outcome,
    rule: isUnread && !parsed.ok ? parsed.says : decidedBy,
    warning,
    reasons,
    warnings,
    price,
    reference,
    captures,
    as: parsed.ok ? parsed.as : (typeNamed(answer.type ?? '') ?? 'text'),
    data: parsed.ok ? parsed.data : null,
    says: [...new Set(said)].join(' '),
    switchTo: switchTo ?? null,
  };
}
