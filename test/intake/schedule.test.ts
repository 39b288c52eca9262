// Schedules: when a slot comes, and that each is taken once, over restarts, with the clock put back and forward.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Arrival } from '../../server/engine/engine.ts';
import { createScheduler, cronFault, newestSlot, nextSlot, type SchedulerDeps } from '../../server/intake/schedule.ts';
import type { CompiledRelease } from '../../server/run/plan.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import { takeRun } from '../../server/store/sqlite/run-rows.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';
import { node, publish, stop } from '../support/drawn-flows.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';

const at = (text: string) => Date.parse(text);
const iso = (moment: number | undefined) => moment && new Date(moment).toISOString();

describe('the next slot', () => {
  it.each([
    ['0 9 * * *', 'America/New_York', '2026-03-07T15:00Z', '2026-03-08T13:00:00.000Z', 'a day of 23 hours'],
    ['30 2 * * *', 'America/New_York', '2026-03-08T05:00Z', '2026-03-08T07:00:00.000Z', 'a time that is skipped'],
    ['30 1 * * *', 'America/New_York', '2026-11-01T04:00Z', '2026-11-01T05:30:00.000Z', 'the first of two'],
    ['30 1 * * *', 'America/New_York', '2026-11-01T05:30Z', '2026-11-02T06:30:00.000Z', 'not the second of two'],
    ['30 2 * * *', 'Europe/Berlin', '2026-03-29T00:00Z', '2026-03-29T01:00:00.000Z', 'a time that is skipped'],
    ['0 9 * * MON-FRI', 'Asia/Kolkata', '2026-02-06T04:00Z', '2026-02-09T03:30:00.000Z', 'over a weekend'],
    ['0 0 29 2 *', 'UTC', '2026-01-01T00:00Z', '2028-02-29T00:00:00.000Z', 'a leap day'],
  ])('of %s in %s after %s is %s: %s', (cron, zone, after, expected) => {
    expect(iso(nextSlot({ cron, zone }, at(after)))).toBe(expected);
  });

  it('is always later, and the newest one up to a moment is the last that a walk from slot to slot would find', () => {
    const cron = fc.constantFrom(
      '*/15 * * * *',
      '0 * * * *',
      '30 2 * * *',
      '30 1 * * *',
      '0 9 * * MON',
      '59 23 28-31 * *',
    );
    const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
    const moment = fc.integer({ min: at('2026-02-20T00:00Z'), max: at('2026-11-20T00:00Z') });
    const length = fc.integer({ min: 0, max: 3 * 86_400_000 });
    fc.assert(
      fc.property(cron, zone, moment, length, (pattern, where, after, ms) => {
        const times = { cron: pattern, zone: where };
        let last: number | undefined;
        for (
          let slot = nextSlot(times, after);
          slot !== undefined && slot <= after + ms;
          slot = nextSlot(times, slot)
        ) {
          expect(slot).toBeGreaterThan(last ?? after);
          last = slot;
        }
        expect(newestSlot(times, after, after + ms)).toBe(last);
      }),
      { numRuns: 60 },
    );
  });

  it('is found at once among the minutes of ten years', () => {
    const times = { cron: '* * * * *', zone: 'Europe/Berlin' };
    expect(iso(newestSlot(times, at('2016-01-01T00:00Z'), at('2026-01-01T00:00:30Z')))).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });

  it.each([
    ['* * * *', 'five parts'],
    ['@daily', 'five parts'],
    ['0 0 9 * * *', 'five parts'],
    ['61 * * * *', '61'],
    ['0 9 * * FUNDAY', 'FUNDAY'],
    ['0 9 31 2 *', 'No day'],
  ])('does not come of “%s”, and a person is told why', (pattern, says) => {
    expect(cronFault(pattern)).toContain(says);
    expect(cronFault(pattern)).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a scheduler', () => {
  let store: DirectStore;
  let now: number;
  let taken: string[];
  let trouble: string | undefined;
  beforeEach(() => {
    store = openDirectStore();
    [now, taken, trouble] = [at('2026-02-01T08:00Z'), [], undefined];
    return () => store.close();
  });

  it('begins one run at each slot, however often it looks and is started anew', async () => {
    for (const minute of [0, 30, 59]) await looks(`2026-02-01T08:${minute || '00'}Z`);
    expect(taken).toEqual([]);
    const one = await started();
    for (const second of ['00', '01', '30']) await looks(`2026-02-01T09:00:${second}Z`, one);
    expect(taken).toEqual(['2026-02-01T09:00:00.000Z']);
    await looks('2026-02-01T09:00:40Z');
    await looks('2026-02-01T10:00:00Z', one);
    await looks('2026-02-01T10:00:01Z');
    expect(taken).toEqual(['2026-02-01T09:00:00.000Z', '2026-02-01T10:00:00.000Z']);
  });

  it('begins one run for all slots that were missed, the newest', async () => {
    await looks('2026-02-01T09:00:01Z');
    await looks('2026-02-03T12:34:00Z');
    expect(taken).toEqual(['2026-02-01T09:00:00.000Z', '2026-02-03T12:00:00.000Z']);
  });

  it('leaves missed slots out where it is told to, and says so', async () => {
    const skip = await started({ missed: 'skip' });
    await looks('2026-02-01T09:00:50Z', skip);
    await looks('2026-02-01T11:30:00Z', skip);
    await looks('2026-02-01T12:00:00Z', skip);
    expect(taken).toEqual(['2026-02-01T09:00:00.000Z', '2026-02-01T12:00:00.000Z']);
    expect(await audit()).toEqual(['2026-02-01T11:00:00.000Z: Its time was missed.']);
  });

  it('takes no slot twice when the clock is put back, and goes on when it has caught up', async () => {
    const one = await started();
    await looks('2026-02-01T10:00:00Z', one);
    for (const time of ['2026-02-01T08:59:59Z', '2026-02-01T09:00:00Z', '2026-02-01T10:00:00Z']) {
      await looks(time, one);
      await looks(time);
    }
    expect(taken).toEqual(['2026-02-01T10:00:00.000Z']);
    await looks('2026-02-01T11:00:00Z', one);
    expect(taken).toEqual(['2026-02-01T10:00:00.000Z', '2026-02-01T11:00:00.000Z']);
  });

  it('tries again where the server cannot take leads just now, and leaves the slot out while the flow refuses them', async () => {
    const one = await started();
    trouble = 'OVERLOADED';
    await looks('2026-02-01T09:00:00Z', one);
    trouble = undefined;
    await looks('2026-02-01T09:00:01Z', one);
    expect(taken).toEqual(['2026-02-01T09:00:00.000Z']);
    trouble = 'paused';
    await looks('2026-02-01T10:00:00Z', one);
    trouble = undefined;
    await looks('2026-02-01T10:00:05Z', one);
    await looks('2026-02-01T10:00:05Z');
    expect(taken).toHaveLength(1);
    expect(await audit()).toEqual(['2026-02-01T10:00:00.000Z: The flow is paused and refuses leads.']);
  });

  it('leaves a slot out that makes no lead, and does not try it for ever', async () => {
    const bad = await started({
      leadOf: () => {
        throw new Failure('LEAD_NOT_OBJECT');
      },
    });
    await looks('2026-02-01T09:00:00Z', bad);
    await looks('2026-02-01T09:00:01Z', bad);
    expect(taken).toEqual([]);
    expect(await audit()).toHaveLength(1);
    const told = await ask(store, 'incident.list', { limit: 10 });
    expect(told).toMatchObject([{ flow: 'f', node: 'in', code: 'LEAD_NOT_OBJECT', run: '', count: 1 }]);
  });

  async function started(more: Partial<CompiledRelease['schedule']> = {}) {
    const schedule = { cron: '0 * * * *', zone: 'UTC', missed: 'once' as const, leadOf: () => ({}), ...more };
    const release = { flow: 'f', trigger: { node: 'in', config: {} }, schedule } as unknown as CompiledRelease;
    const scheduler = createScheduler(depsOf([{ release, since: at('2026-02-01T08:00Z') }]));
    await scheduler.start();
    scheduler.stop();
    return scheduler;
  }

  function depsOf(scheduled: ReturnType<SchedulerDeps['scheduled']>): SchedulerDeps {
    return {
      scheduled: () => scheduled,
      engine: { ready: () => true, accept: ({ slot, trigger }) => accept({ slot, trigger }) },
      refuses: () => trouble === 'paused',
      taken: () => ask(store, 'slot.list', {}),
      leaveOut: (slot) => change(store, 'slot.leaveOut', slot),
      now: () => now,
      onError: (error) => expect(error).toBeInstanceOf(Failure),
    };
  }

  /** As the engine does it: the store says whether the slot is new. */
  function accept({ slot, trigger }: Pick<Arrival, 'slot' | 'trigger'>): ReturnType<SchedulerDeps['engine']['accept']> {
    if (trouble === 'OVERLOADED') throw new Failure(trouble);
    const row = { id: `r${now}-${taken.length}`, release: 'h', flow: 'f', version: 1, source: 'schedule', test: false };
    const more = slot ? { slot } : undefined;
    const run = { ...row, phone: '', acceptedAt: now, inbox: undefined, claim: undefined, more };
    const isNew = takeRun(store.db, run);
    if (isNew) taken.push(String(trigger.slot));
    const accepted = isNew ? Promise.resolve() : Promise.reject(new Failure('STILL_RUNNING'));
    const never = new Promise<never>(() => undefined);
    return { runId: row.id, accepted, answered: never, parked: never, answerByClock: () => never };
  }

  async function looks(time: string, scheduler?: Awaited<ReturnType<typeof started>>): Promise<void> {
    now = at(time);
    await (scheduler ?? (await started())).tick();
  }

  async function audit(): Promise<string[]> {
    const { items } = await ask(store, 'audit.list', { q: null, after: null, limit: 10 });
    return items.filter(({ did }) => did === 'slot.leaveOut').map(({ detail }) => detail);
  }
});

describe('a published schedule', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('is refused with the field where its pattern or zone is wrong', async () => {
    const wrong = { cron: '0 25 * * *', zone: 'Mars/Olympus' };
    const told = await publish(server, 'wrong', {
      nodes: { in: node('schedule', wrong), end: stop('accepted') },
      edges: ['in.lead>end'],
    });
    expect(told.status).toBe(422);
    const { problems } = (await server.api('GET', '/flows/wrong')).body;
    const found = (problems as JsonObject[]).map(({ code, node: of, field }) => [code, of, field]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['CRON_WRONG', 'in', 'cron'],
        ['ZONE_UNKNOWN', 'in', 'zone'],
      ]),
    );
  });

  it('begins a run at its time, whose list line says where it came from', async () => {
    const lead = '{"slot": trigger.slot}';
    const nodes = { in: node('schedule', { cron: '* * * * *', lead }), end: stop('accepted', '=lead.slot') };
    expect((await publish(server, 'minutely', { nodes, edges: ['in.lead>end'] })).status).toBe(200);
    const moved = Date.now() - 120_000;
    await published(moved);
    const run = await eventually(async () => {
      const { items } = (await server.api('GET', '/runs?flow=minutely')).body;
      return (items as JsonObject[]).find(({ state }) => state === 'finished');
    });
    expect(run).toMatchObject({ source: 'Schedule', outcome: 'accepted', version: 1 });
    expect(at(String(run.reason)) % 60_000).toBe(0);
    expect(at(String(run.reason))).toBeGreaterThan(moved);
  });

  /** A flow that was published a while ago: a restart finds its slots missed. */
  async function published(moment: number): Promise<void> {
    const db = new DatabaseSync(join(server.config.data, 'leadflow.db'));
    db.prepare("UPDATE flow SET created_at = ? WHERE slug = 'minutely'").run(moment - 1);
    db.prepare("UPDATE publication SET at = ? WHERE flow = 'minutely'").run(moment);
    db.close();
    await server.restart();
  }
});
