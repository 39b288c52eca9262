// A thousand equal leads at the same moment, and the power goes in between: one passes, and the next one after its rejection.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createSource,
  createToken,
  databaseOf,
  type Home,
  makeHome,
  type RunningServer,
  removeHome,
  startServer,
} from '../torture/leadflow-process.ts';

const LEADS = 1000;
/** After so many answers the process is killed. */
const KILLED_AFTER = 200;
/** Ways to write one number. */
const WRITTEN = ['(310) 555-0123', '+1 310 555 0123', '310.555.0123', '13105550123'];
const FLOW = `leadflow: 1
name: Once
nodes:
  in: { type: webhook, config: { path: once } }
  once:
    type: reserve
    config: { keys: [{ value: lead.phone, as: phone }], scope: account }
  dup:
    type: stop
    config: { outcome: rejected, reason: '=steps.once.met.key & " " & steps.once.met.run & " " & steps.once.met.state' }
  told: { type: respond, config: { success: true, body: '{"decide": run.callbacks.hold}' } }
  hold: { type: wait-for-callback, config: { timeout: 1h } }
  good: { type: condition, config: { when: steps.hold.body.good } }
  yes: { type: stop, config: { outcome: accepted, reason: It is good. } }
  no: { type: stop, config: { outcome: rejected, reason: It is not good. } }
edges:
  - in.lead -> once
  - once.free -> told
  - once.taken -> dup
  - told.answered -> hold
  - hold.called -> good
  - hold.timed-out -> no
  - good.true -> yes
  - good.false -> no
`;

let home: Home;
let server: RunningServer;
let key = '';
beforeAll(async () => {
  home = await makeHome(1);
  const folder = join(home.folder, 'flows/once');
  await mkdir(folder);
  await writeFile(join(folder, 'flow.yaml'), FLOW);
  server = await startServer(home);
  key = await createSource(server, await createToken(home), 'once');
}, 60_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await removeHome(home);
});

it('lets one of a thousand equal leads pass, and the next one when that one is rejected', async () => {
  let answered = 0;
  let killed: Promise<void> | undefined;
  const sendUntilTold = async (phone: string) => {
    for (;;) {
      const told = await send(phone).catch(() => undefined);
      if (told?.status === 200) {
        answered += 1;
        if (answered === KILLED_AFTER) killed = restart();
        return told.body;
      }
      // What was cut off, or came while nobody was there, is sent again, as senders do.
      await (killed ?? new Promise((resolve) => setTimeout(resolve, 50)));
    }
  };
  const bodies = await Promise.all(
    Array.from({ length: LEADS }, (_, i) => sendUntilTold(WRITTEN[i % WRITTEN.length] ?? '')),
  );
  await killed;
  expect(killed).toBeDefined();
  const [passed, ...others] = await settled();
  expect(others).toEqual([]);
  expect(passed).toMatchObject({ state: 'waiting', outcome: null });
  const rejected = bodies.filter(({ success }) => success === false);
  expect(rejected.length).toBeGreaterThanOrEqual(LEADS - 1);
  for (const { outcome, reason } of rejected) {
    expect(outcome).toBe('rejected');
    expect(reason).toBe(`+13105550123 ${passed?.id} in-flight`);
  }

  await decide(String(passed?.id), false);
  const next = await send('310-555-0123');
  expect(next.body).toMatchObject({ decide: expect.any(String) });
  const [second] = await settled();
  await decide(String(second?.id), true);
  const late = await send('310-555-0123');
  expect(late.body).toMatchObject({ outcome: 'rejected', reason: `+13105550123 ${second?.id} accepted` });
  expect(rows('SELECT run, settled FROM reservation')).toEqual([{ run: second?.id, settled: 1 }]);
}, 60_000);

interface Told {
  status: number;
  body: Record<string, unknown>;
}

async function send(phone: string): Promise<Told> {
  const headers = { 'content-type': 'application/json', 'x-leadflow-key': key };
  const init = { method: 'POST', headers, body: JSON.stringify({ phone }) };
  const response = await fetch(`${server.url}/in/once`, init);
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

async function restart(): Promise<void> {
  await server.end('SIGKILL');
  server = await startServer(home);
}

/** The runs that were not rejected, once none is being walked. */
async function settled(): Promise<Record<string, unknown>[]> {
  await expect.poll(() => rows("SELECT id FROM run WHERE state = 'running'"), { timeout: 20_000 }).toEqual([]);
  return rows("SELECT id, state, outcome FROM run WHERE outcome IS NULL OR outcome <> 'rejected'");
}

/** Calls back the run that waits, and waits for its end. */
async function decide(run: string, good: boolean): Promise<void> {
  const [row] = rows('SELECT records FROM journal WHERE run = ? AND records LIKE ?', run, '%decide%');
  const address = /"decide":"([^"]+)"/.exec(String(row?.records))?.[1] ?? '';
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ good }) });
  expect(answer.ok).toBe(true);
  const ended = () => rows('SELECT outcome FROM run WHERE id = ?', run);
  await expect.poll(ended, { timeout: 20_000 }).toEqual([{ outcome: good ? 'accepted' : 'rejected' }]);
}

function rows(sql: string, ...values: string[]): Record<string, unknown>[] {
  const db = new DatabaseSync(databaseOf(home), { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }));
  } finally {
    db.close();
  }
}
