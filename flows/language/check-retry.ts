// Checks of what a node does about calls that fail: its tries, its pauses, and how it finds out about an unknown outcome.
import { parseExpression } from '../expression/parse.ts';
import type { KnownNames, Problem } from './catalogue.ts';
import type { FlowNode, Probe, RetryPolicy } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom } from './drawing.ts';

const DURATION = '[1-9]\\d{0,5}(ms|s|m|h)';
const BACKOFF = new RegExp(`^${DURATION}\\.\\.${DURATION}$`);
/** Most tries of a call that a node may ask for. */
const MOST_ATTEMPTS = 20;
const STATUS = /^([345]xx|[345]\d\d)$/;
const STATUSES_READ =
  'Use not-sent, a status from 300 on such as 429, or a class of them such as 5xx: an answer of 2xx was taken.';

interface At {
  drawing: Drawing;
  id: string;
  node: FlowNode;
}

/** Problems that the drawing alone shows, in document order. */
export function checkRetries(drawing: Drawing): Problem[] {
  return Object.entries(drawing.document.nodes)
    .flatMap(([id, node]) => {
      const at = { drawing, id, node };
      return [...(node.retry ? retryFindings(at, node.retry) : []), ...probeFindings(at)];
    })
    .map(problemFrom);
}

function wrong({ drawing, id }: At, field: string, { says, remedy }: { says: string; remedy: string }): Finding {
  return { code: 'RETRY_WRONG', node: id, field, says: `${nameOf(drawing, id)}: ${says}`, remedy };
}

function retryFindings(at: At, { attempts, backoff, on = [] }: RetryPolicy): Finding[] {
  const findings: Finding[] = [];
  if (!(attempts >= 1 && attempts <= MOST_ATTEMPTS)) {
    const says = `it cannot be tried ${attempts} times.`;
    findings.push(wrong(at, 'retry.attempts', { says, remedy: `Choose 1 to ${MOST_ATTEMPTS} tries.` }));
  }
  if (!BACKOFF.test(backoff)) {
    const says = `the pause “${backoff}” cannot be read.`;
    const remedy = 'Write the first and longest pause, such as 5s..10m.';
    findings.push(wrong(at, 'retry.backoff', { says, remedy }));
  }
  for (const [i, word] of on.entries()) {
    if (word === 'not-sent' || STATUS.test(String(word))) continue;
    const says = `“${String(word).slice(0, 80)}” is nothing that a call can be tried again after.`;
    findings.push(wrong(at, `retry.on.${i}`, { says, remedy: STATUSES_READ }));
  }
  return findings;
}

function probeFindings(at: At): Finding[] {
  const probe = probeOf(at.node);
  if (!probe) return [];
  const { endpoint, accepted } = probe;
  const findings: Finding[] = [];
  if (endpoint === at.node.config.endpoint) {
    const says = 'it would ask about a call by making the same call again, which may send the lead twice.';
    const remedy = 'Choose an endpoint that only looks the lead up.';
    findings.push(wrong(at, 'onUnknown.endpoint', { says, remedy }));
  }
  const parsed = parseExpression(accepted);
  if (!parsed.ok) {
    const says = `the expression that reads what the receiver says cannot be read: ${parsed.says}`;
    findings.push(wrong(at, 'onUnknown.accepted', { says, remedy: 'Correct the expression.' }));
  } else if (!parsed.total) {
    const says = `the expression that reads what the receiver says is too general. ${parsed.whyNot ?? ''}`.trim();
    const remedy = 'Use paths, operators and simple functions only, such as answer.data.found = true.';
    findings.push(wrong(at, 'onUnknown.accepted', { says, remedy }));
  } else if (!parsed.references.some(([root]) => root === 'answer')) {
    const says = 'the expression does not read the answer, so it says the same whatever the receiver says.';
    const remedy = 'Read answer.status, answer.body or answer.data, such as answer.data.found = true.';
    findings.push({ ...wrong(at, 'onUnknown.accepted', { says, remedy }), severity: 'warning' });
  }
  return findings;
}

function probeOf({ onUnknown }: FlowNode): Probe | undefined {
  return typeof onUnknown === 'object' ? onUnknown : undefined;
}

/** Problems that show beside the connections that there are, in document order. */
export function checkRepeats(drawing: Drawing, known: KnownNames): Problem[] {
  return Object.entries(drawing.document.nodes)
    .flatMap(([id, node]): Finding[] => {
      const { connection, endpoint } = node.config;
      if (typeof connection !== 'string' || !Object.hasOwn(known.connections, connection)) return [];
      const { endpoints = [], unguarded = [] } = known.connections[connection] ?? {};
      const at = { drawing, id, node };
      const probe = probeOf(node);
      if (probe && !endpoints.includes(probe.endpoint)) {
        const says = `it names the endpoint “${probe.endpoint.slice(0, 80)}”, which does not exist.`;
        const remedy = 'Choose another endpoint, or add this one on the Connections page.';
        return [{ ...wrong(at, 'onUnknown.endpoint', { says, remedy }), code: 'ENDPOINT_UNKNOWN' }];
      }
      if (node.onUnknown !== 'retry' || typeof endpoint !== 'string' || !unguarded.includes(endpoint)) return [];
      const says = 'a call that may have arrived is made again, and nothing keeps the receiver from taking it twice.';
      const remedy =
        'Let the connection send an idempotency key, mark the endpoint as harmless to repeat, or hold such calls for a person.';
      return [{ ...wrong(at, 'onUnknown', { says, remedy }), code: 'REPEAT_UNGUARDED', severity: 'warning' }];
    })
    .map(problemFrom);
}
