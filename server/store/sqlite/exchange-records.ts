// Exchanges of a run with one connection, from the records of the run and the drawing that it followed. Pure.
import type { JsonObject } from '../../../flows/language/document.ts';
import type {
  AnsweredRecord,
  FailedCallRecord,
  IntentRecord,
  JournalRecord,
  SettledRecord,
} from '../../run/records.ts';
import type { ExchangeDetailRow, ExchangeResult } from '../exchange-rows.ts';

/** The nodes of a drawing, as far as they say what was called and what read the answer. */
export type DrawnNodes = Readonly<
  Record<string, { type: string; config?: JsonObject; onUnknown?: string | { probe?: { endpoint?: string } } }>
>;

/** A run, as far as its exchanges show it. */
export interface ExchangingRun {
  id: string;
  flow: string;
  phone: string;
  test: boolean;
  records: readonly JournalRecord[];
  nodes: DrawnNodes;
}

/** The ports of the step that reads an answer, which are results of their own. */
const READ: ReadonlySet<string> = new Set(['accepted', 'rejected', 'error', 'unrecognised', 'unreadable']);
/** The call by which a receiver is asked what became of another call ends so. */
const PROBE = '-probe';

/** The intents of these records that went to the connection. */
export function intentsTo(connection: string, records: readonly JournalRecord[]): IntentRecord[] {
  return records.filter(
    (record): record is IntentRecord => record.t === 'intent' && record.request.connection === connection,
  );
}

/** The id of an exchange: it names the run, the call and the attempt. */
export function exchangeId(run: string, { call, attempt }: Pick<IntentRecord, 'call' | 'attempt'>): string {
  return `${run}.${call}.${attempt}`;
}

/** The exchange that an intent began. */
export function exchangeOf(run: ExchangingRun, intent: IntentRecord): ExchangeDetailRow {
  const { call, attempt, request, at } = intent;
  const node = call.slice(0, call.lastIndexOf('.'));
  const own = run.records.filter(
    (record): record is AnsweredRecord | FailedCallRecord | SettledRecord =>
      (record.t === 'answered' || record.t === 'failed' || record.t === 'settled') &&
      record.call === call &&
      record.attempt === attempt,
  );
  const answered = own.find((record) => record.t === 'answered');
  const failed = own.find((record) => record.t === 'failed');
  const settled = own.find((record) => record.t === 'settled');
  const accepted = run.records.find((record) => record.t === 'accepted');
  const answer = answered?.answer ?? settled?.answer ?? null;
  return {
    id: exchangeId(run.id, intent),
    at,
    phone: run.phone,
    endpoint: endpointOf(run.nodes[node], call),
    status: answer?.status ?? null,
    ms: answer?.ms ?? null,
    ...resultOf(run, { intent, node, answered, failed, settled }),
    test: run.test,
    run: run.id,
    flow: run.flow,
    node,
    attempt,
    by: null,
    lead: accepted?.t === 'accepted' ? accepted.lead : null,
    request,
    answer,
    failure: failed ? { code: failed.code, says: failed.says, sent: failed.sent } : null,
  };
}

function endpointOf(node: DrawnNodes[string] | undefined, call: string): string {
  const { onUnknown, config } = node ?? {};
  const name = call.endsWith(PROBE) && typeof onUnknown === 'object' ? onUnknown.probe?.endpoint : config?.endpoint;
  return typeof name === 'string' ? name : '';
}

interface Parts {
  intent: IntentRecord;
  node: string;
  answered: AnsweredRecord | undefined;
  failed: FailedCallRecord | undefined;
  settled: SettledRecord | undefined;
}

function resultOf(run: ExchangingRun, parts: Parts): { result: ExchangeResult; reason: string } {
  const { answered, failed, settled } = parts;
  if (settled && settled.as !== 'again') return { result: settled.as, reason: settled.note };
  if (failed) return { result: failed.sent === 'no' ? 'not-sent' : 'unknown', reason: failed.says };
  if (!answered) return { result: 'under-way', reason: '' };
  if (isTriedAgain(run, parts.intent)) return { result: 'answered', reason: 'It was tried again.' };
  return readBy(run, parts.node) ?? { result: 'answered', reason: '' };
}

function isTriedAgain({ records }: ExchangingRun, { call, attempt }: IntentRecord): boolean {
  return records.some(
    (record) =>
      (record.t === 'wait' && record.call === call && record.attempt === attempt) ||
      (record.t === 'intent' && record.call === call && record.attempt > attempt),
  );
}

/** What the first step that read the node's answer has found. */
function readBy(
  { records, nodes }: ExchangingRun,
  node: string,
): { result: ExchangeResult; reason: string } | undefined {
  const from = new RegExp(`^\\s*steps\\.(?:\`${node}\`|${node})\\s*$`);
  for (const record of records) {
    if (record.t !== 'step' || !READ.has(record.port)) continue;
    const reader = nodes[record.node];
    if (reader?.type !== 'response-parse' || !from.test(String(reader.config?.from ?? ''))) continue;
    return { result: record.port as ExchangeResult, reason: record.reason ?? record.failure?.says ?? '' };
  }
  return undefined;
}
