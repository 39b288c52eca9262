// What a node says of its calls, compiled: when a call is made again, and what an unknown outcome means.
import { compileExpression } from '../../flows/expression/compile.ts';
import { ExpressionError } from '../../flows/expression/expression-error.ts';
import type { FlowNode, Json, JsonObject, RetryPolicy } from '../../flows/language/document.ts';
import { durationMs } from '../../flows/language/duration.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import type { CallPolicy, CallRetry, ProbePolicy } from './context.ts';

/** No retries unless the node asks for them: a caller is waiting, and a second try is the drawing's to say. */
const NO_RETRY: RetryPolicy = { attempts: 1, backoff: '5s..10m' };
/** Answers that say *not now*, and calls that did not leave (HOUSE section 3). */
const NOT_NOW: readonly (string | number)[] = ['not-sent', 429, 503];

/** The policy of a node's calls. Fails with CONFIG_INVALID, CONNECTION_MISSING for a probe that was not checked before. */
export function callPolicy(node: FlowNode, config: JsonObject, content: ReleaseContent): CallPolicy {
  const endpoint = content.endpoints[`${config.connection}/${config.endpoint}`] as EndpointDocument | undefined;
  const harmless = endpoint?.idempotent === true || endpoint?.method === 'GET';
  const { onUnknown = harmless ? 'retry' : 'hold' } = node;
  return {
    retry: retryOf(node.retry ?? NO_RETRY),
    onUnknown: typeof onUnknown === 'string' ? onUnknown : probeOf(onUnknown, config, content),
  };
}

function retryOf({ attempts, backoff, on = [...NOT_NOW] }: RetryPolicy): CallRetry {
  const [first, longest] = backoff.split('..').map(durationMs);
  const words = on.map(String);
  const exact = new Set(words.filter((word) => /^\d{3}$/.test(word)).map(Number));
  const classes = new Set(words.filter((word) => /^[1-5]xx$/.test(word)).map((word) => Number(word[0])));
  return {
    attempts,
    first: first ?? 5000,
    longest: longest ?? 600_000,
    notSent: words.includes('not-sent'),
    statuses: (status) => exact.has(status) || classes.has(Math.floor(status / 100)),
  };
}

function probeOf(
  { endpoint, accepted }: { endpoint: string; accepted: string },
  config: JsonObject,
  content: ReleaseContent,
): ProbePolicy {
  const asked = content.endpoints[`${config.connection}/${endpoint}`] as EndpointDocument | undefined;
  if (!asked)
    throw new Failure('CONNECTION_MISSING', { detail: `Endpoint of the probe: ${config.connection}/${endpoint}.` });
  const compiled = compileExpression(accepted);
  if (!compiled.total)
    throw new Failure('CONFIG_INVALID', { detail: `The probe's expression is too general: ${accepted}` });
  return {
    endpoint: asked,
    accepted(answer, { now }) {
      try {
        return compiled.evaluate({ answer: { ...answer, data: dataOf(answer.body) } }, { now, random: () => 0 });
      } catch (error) {
        // An expression that fails on an answer does not say either.
        if (error instanceof ExpressionError) return undefined;
        throw error;
      }
    },
  };
}

/** A body as data where it is JSON; null where it is not. */
function dataOf(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return null;
  }
}
