// The process ends at every place of a call: the next one takes it up where the journal says, and sends nothing in silence.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const CALL = 'ask.1';
const ASK = 'ask.1-probe';
const PAST = 1_760_000_000_000;

/** What was on disk of the call when the process ended, and what must come of it. */
interface Case {
  name: string;
  flow: 'held' | 'asked' | 'repeated';
  records: JsonObject[];
  /** What the receiver says when it is asked. */
  knows?: 'yes' | 'no' | 'will-not-say';
  /** Requests made after the restart. */
  sends: number;
  asks?: number;
  comesTo: { state: 'finished' | 'held'; outcome?: string; port?: string };
}

const DONE = { state: 'finished', outcome: 'accepted', port: 'answered' } as const;
const HELD = { state: 'held' } as const;
const asking = [intent(), failed('unknown'), wait(ASK)];
const cases: Case[] = [
  { name: 'before the intent', flow: 'held', records: [], sends: 1, comesTo: DONE },
  { name: 'after the intent', flow: 'held', records: [intent()], sends: 0, comesTo: HELD },
  { name: 'after the failure', flow: 'held', records: [intent(), failed('unknown')], sends: 0, comesTo: HELD },
  {
    name: 'while a person was about to decide',
    flow: 'held',
    records: [intent(), failed('unknown'), held()],
    sends: 0,
    comesTo: HELD,
  },
  {
    name: 'after a person said to send it again',
    flow: 'held',
    records: [intent(), failed('unknown'), held(), settled('again')],
    sends: 1,
    comesTo: DONE,
  },
  {
    name: 'after a person said that it was rejected',
    flow: 'held',
    records: [intent(), failed('unknown'), held(), settled('rejected')],
    sends: 0,
    comesTo: { state: 'finished', outcome: 'rejected', port: 'was-rejected' },
  },
  {
    name: 'in a wait after nothing had left',
    flow: 'held',
    records: [intent(), failed('no'), wait(CALL)],
    sends: 1,
    comesTo: DONE,
  },
  {
    name: 'after the intent of a call that may be repeated',
    flow: 'repeated',
    records: [intent()],
    sends: 1,
    comesTo: DONE,
  },
  {
    name: 'before the receiver was asked, and it has the lead',
    flow: 'asked',
    records: [intent()],
    knows: 'yes',
    sends: 0,
    asks: 1,
    comesTo: { state: 'finished', outcome: 'accepted', port: 'was-accepted' },
  },
  {
    name: 'before the receiver was asked, and it does not have the lead',
    flow: 'asked',
    records: [intent()],
    knows: 'no',
    sends: 1,
    asks: 1,
    comesTo: DONE,
  },
  {
    name: 'before the receiver was asked, and it does not say',
    flow: 'asked',
    records: [intent()],
    knows: 'will-not-say',
    sends: 0,
    asks: 1,
    comesTo: HELD,
  },
  {
    name: 'while the receiver was being asked',
    flow: 'asked',
    records: [...asking, intent(ASK)],
    knows: 'yes',
    sends: 0,
    asks: 1,
    comesTo: { state: 'finished', outcome: 'accepted', port: 'was-accepted' },
  },
  {
    name: 'after the receiver said that it has the lead',
    flow: 'asked',
    records: [...asking, intent(ASK), answered({ status: 'DUP' })],
    sends: 0,
    comesTo: { state: 'finished', outcome: 'accepted', port: 'was-accepted' },
  },
  {
    name: 'after the receiver could not be asked',
    flow: 'asked',
    records: [...asking, intent(ASK), { ...failed('unknown'), call: ASK }],
    sends: 0,
    comesTo: HELD,
  },
  {
    name: 'after it was found that the receiver does not have the lead',
    flow: 'asked',
    records: [...asking, intent(ASK), answered({ status: 'NEW' }), { ...settled('again'), by: 'probe' }],
    sends: 1,
    comesTo: DONE,
  },
];

interface Planted {
  id: string;
  phone: string;
}

let server: TestServer;
const planted = new Map<string, Planted>();

beforeAll(async () => {
  server = await startTestServer();
  const { body: connection } = await server.api('GET', '/connections/acme-crm');
  const document = connection.document as JsonObject;
  const endpoints = document.endpoints as JsonObject;
  const insert = { ...(endpoints['insert-lead'] as JsonObject), idempotent: false };
  const lab = { ...document, name: 'Lab', endpoints: { insert, find: endpoints['find-lead'] } } as JsonObject;
  expect((await server.api('POST', '/connections', { slug: 'lab', document: lab })).status).toBe(201);
  const accepted = 'answer.data.status = "DUP" ? true : answer.data.status = "NEW" ? false : "no word"';
  await publish('held', 'hold');
  await publish('asked', { endpoint: 'find', accepted });
  await publish('repeated', 'retry');
  const keys = new Map<string, string>();
  for (const flow of ['held', 'asked', 'repeated']) {
    const { body } = await server.api('POST', '/sources', { name: flow, flow, auth: 'key' });
    keys.set(flow, String(body.key));
  }
  for (const each of cases) planted.set(each.name, await plant(each, keys.get(each.flow) ?? ''));
  await server.restart();
}, 60_000);
afterAll(() => server.stop());

describe('a process that ends', () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    async (name, { records, knows, sends, asks = 0, comesTo }) => {
      const { id, phone } = planted.get(name) ?? { id: '', phone: '' };
      const run = await eventually(async () => {
        const { body } = await server.api('GET', `/runs/${id}`);
        return body.state === 'finished' || body.state === 'held' ? body : undefined;
      }, 15_000);
      const step = (run.steps as JsonObject[]).find(({ node }) => node === 'ask');
      const seen = { state: run.state, outcome: run.outcome, port: step?.port };
      expect(seen).toMatchObject(comesTo);
      // One was made before the process ended.
      expect(await requests('/acme/leads/insert', phone)).toHaveLength(1 + sends);
      const before = knows === 'yes' ? 1 : 0;
      expect(await requests('/acme/leads/find', phone)).toHaveLength(before + asks);
      const kept = recordsOf(id);
      expect(kept.filter(({ t }) => t === 'held')).toHaveLength(
        Math.max(comesTo.state === 'held' ? 1 : 0, records.filter(({ t }) => t === 'held').length),
      );
      const tries = kept.filter(({ t, call }) => t === 'intent' && call === CALL).map(({ attempt }) => attempt);
      expect(tries).toEqual(tries.map((_each, i) => i + 1));
    },
  );
});

/** A run that was answered, set back to the moment when the process ended. */
async function plant({ flow, records, knows }: Case, key: string): Promise<Planted> {
  const phone = knows === 'will-not-say' ? '+13105550190' : freshPhone();
  const told = await server.send(flow, { phone_number: phone }, { 'x-leadflow-key': key });
  const id = told.headers.get('x-leadflow-run') ?? '';
  await eventually(async () => ((await server.api('GET', `/runs/${id}`)).body.state === 'finished' ? true : undefined));
  if (knows === 'yes') await ask(phone);
  const whole = recordsOf(id);
  const real = whole.find(({ t }) => t === 'intent');
  const kept = whole.slice(
    0,
    whole.findIndex(({ t }) => t === 'intent'),
  );
  const set = records.map((record) => (record.t === 'intent' ? { ...record, request: real?.request ?? null } : record));
  withDatabase((db) => {
    db.prepare('DELETE FROM journal WHERE run = ?').run(id);
    const text = JSON.stringify([...kept, ...set]);
    db.prepare('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, 1, ?)').run(id, text);
    const sql = "UPDATE run SET state = 'running', outcome = NULL, reason = NULL, finished_at = NULL WHERE id = ?";
    db.prepare(sql).run(id);
  });
  return { id, phone };
}

/** The receiver knows a number that it was asked for before. */
async function ask(phone: string): Promise<void> {
  await fetch(`http://127.0.0.1:${server.simulator.port}/acme/leads/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone_number: phone }),
  });
}

async function requests(path: string, phone: string): Promise<JsonObject[]> {
  const query = `path=${path}&phone=${encodeURIComponent(phone)}`;
  return (await server.simulator.get(`/__journal?${query}`)).items as JsonObject[];
}

async function publish(slug: string, onUnknown: NonNullable<FlowNode['onUnknown']>): Promise<void> {
  const config = { connection: 'lab', endpoint: 'insert', body: 'lead' };
  const retry = { attempts: 2, backoff: '50ms..100ms' };
  const nodes = {
    in: { type: 'webhook', config: { path: slug } },
    ask: { type: 'http-request', config, retry, onUnknown },
    told: { type: 'respond', config: {} },
  };
  const edges = [
    { from: 'in', port: 'lead', to: 'ask' },
    { from: 'ask', port: 'answered', to: 'told' },
  ];
  const bundle = { document: { leadflow: 1, name: slug, nodes, edges }, files: {}, layout: { nodes: {} } };
  const made = await server.api('POST', '/flows', { name: slug, slug, bundle: bundle as unknown as JsonObject });
  const published = await server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}

function recordsOf(id: string): JsonObject[] {
  return withDatabase((db) => {
    const rows = db.prepare('SELECT records FROM journal WHERE run = ? ORDER BY seq').all(id);
    return rows.flatMap((row) => JSON.parse(String(row.records)) as JsonObject[]);
  });
}

function withDatabase<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { timeout: 5000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function intent(call = CALL): JsonObject {
  return { t: 'intent', at: PAST, call, attempt: 1 };
}

function failed(sent: 'no' | 'unknown'): JsonObject {
  const code = sent === 'no' ? 'REMOTE_UNREACHABLE' : 'REMOTE_TIMEOUT';
  return { t: 'failed', at: PAST, call: CALL, attempt: 1, code, says: 'It was cut off.', sent };
}

function wait(call: string): JsonObject {
  return { t: 'wait', at: PAST, call, attempt: call === CALL ? 1 : 0, due: PAST };
}

function answered(body: JsonObject): JsonObject {
  const answer = { status: 200, type: 'application/json', headers: {}, body: JSON.stringify(body), ms: 1 };
  return { t: 'answered', at: PAST, call: ASK, attempt: 1, answer: { ...answer, simulated: false } };
}

function held(): JsonObject {
  return { t: 'held', at: PAST, node: 'ask', code: 'REMOTE_TIMEOUT', says: 'It was cut off.', call: CALL };
}

function settled(as: string): JsonObject {
  return { t: 'settled', at: PAST, call: CALL, attempt: 1, as, by: 'ann@example.com', note: '' };
}
