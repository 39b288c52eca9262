// Why, node by node: what each kind of decision says of what was recorded, and the change that would have altered it.
import { describe, expect, it } from 'vitest';
import type { FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import type { StepViewType } from '../../server/api/schemas-runs.ts';
import type { KnownRun } from '../../server/api/why/known.ts';
import { changedAt } from '../../server/api/why/near-values.ts';
import { whyOf } from '../../server/api/why/why.ts';
import { listed } from '../../server/api/why/words.ts';
import { ASKED, one, runOf, step, T0 } from '../support/why-run.ts';

const ROWS = [
  { key: 'status', comparison: 'one-of', value: 'NEW, FRESH', createLead: true, success: true },
  { key: 'code', comparison: 'starts-with', value: '60', addToDnc: true },
];

function tableStep(from: Json, out: JsonObject): StepViewType {
  const decision = { createLead: false, status: '', addToDnc: false, success: false };
  return step('it', out.row === 0 ? 'no-match' : 'matched', {
    in: { from, rows: ROWS as unknown as Json, noMatch: {} },
    out: { ...decision, ...out },
  });
}

describe('what was done', () => {
  it('is told with a comma before its end where something more is told of what comes before', () => {
    const created = 'the lead was created with the status DNC, which put its number on the account DNC list';
    const told = 'the caller was told failed';
    expect(listed([created, told])).toBe(`${created}, and ${told}`);
    expect(listed(['the lead was not created', told])).toBe(`the lead was not created and ${told}`);
    expect([listed(['one']), listed([])]).toEqual(['one', '']);
  });
});

describe('the key/value table', () => {
  it('names the row and the value, and the nearest value of a row that decides otherwise', async () => {
    const left = tableStep({ code: 6012 }, { row: 2, key: 'code', found: 6012, addToDnc: true });
    const said = await one('key-value-branch', { from: 'steps.read', rows: ROWS as unknown as Json }, left);
    expect(said?.says).toBe(
      'The table found `code = 6012` (row 2), and the table says: create no lead, add the number to DNC and tell failed.',
    );
    expect(said?.wouldChange).toBe(
      'If the table had found `status = NEW` (row 1), it would have said: create the lead and tell success.',
    );
  });

  it('names the row for no match where no other row creates the lead', async () => {
    const rows = [
      { key: 'status', value: 'DUP' },
      { key: 'status', value: 'DNC', addToDnc: true },
    ] as unknown as Json;
    const noMatch = { createLead: true, success: true };
    const out = { createLead: false, status: '', addToDnc: false, success: false, row: 1, key: 'status', found: 'DUP' };
    const left = step('it', 'matched', { in: { from: { status: 'DUP' }, rows, noMatch }, out });
    expect((await one('key-value-branch', { from: 'steps.read', rows, noMatch }, left))?.wouldChange).toBe(
      'If the table had found another `status`, which no row of the table knows, it would have said: create the lead and tell success.',
    );
  });

  it('says what stood there where no row matched', async () => {
    const left = tableStep({ status: 'MAYBE' }, { row: 0, key: '', found: null });
    const said = await one('key-value-branch', { from: 'steps.read', rows: ROWS as unknown as Json }, left);
    expect(said?.says).toContain('The table found `status = MAYBE` and no `code`, which no row of the table knows');
    const none = await one('key-value-branch', { rows: ROWS as unknown as Json }, tableStep({}, { row: 0, key: '' }));
    expect(none?.says).toContain('The table found no `status` or `code`, which no row of the table knows');
    const blank = tableStep({}, { row: 1, key: 'status', found: null });
    expect((await one('key-value-branch', { rows: ROWS as unknown as Json }, blank))?.says).toContain(
      'The table found no `status` (row 1), and',
    );
  });

  it('says no change where the recorded decision does not come out again', async () => {
    const left = tableStep({ status: 'NEW' }, { row: 2, key: 'code', found: 6012 });
    const broken = { ...left, port: 'no-match' };
    expect(await one('key-value-branch', { rows: ROWS as unknown as Json }, broken)).toMatchObject({
      wouldChange: null,
    });
  });
});

describe('a condition', () => {
  const of = (when: string, lead: JsonObject, was: boolean) =>
    one('condition', { when }, step('it', String(was), { in: { when: was }, out: { when: was } }), {
      lead,
      edges: ['it.true>next'],
    });

  it.each([
    ['lead.state in ["CA", "NV"]', { state: 'TX' }, false, 'If `lead.state` had been `CA`,'],
    ['lead.age >= 18', { age: 17 }, false, 'If `lead.age` had been `18`,'],
    ['lead.age > 18', { age: 18 }, false, 'If `lead.age` had been `19`,'],
    ['lead.consent', { consent: false }, false, 'If `lead.consent` had been `true`,'],
    ['lead.tcpa != ""', { tcpa: 'yes' }, true, 'If `lead.tcpa` had been blank,'],
  ])('%s of %j is altered by one value', async (when, lead, was, begins) => {
    const said = await of(when, lead as JsonObject, was);
    expect(said?.wouldChange).toContain(begins);
    if (!was) expect(said?.wouldChange).toContain('the lead would have gone on to “Next”.');
  });

  it('is argued from what it truly reads: the flow itself, and nothing that was drawn by lot', async () => {
    const state = 'If `lead.state` had been';
    expect((await of('flow.slug = "a-flow" or lead.state = "CA"', { state: 'CA' }, true))?.wouldChange).toBeNull();
    expect((await of('flow.slug = "other" or lead.state = "CA"', { state: 'CA' }, true))?.wouldChange).toContain(state);
    // It does not come out as it did: it reads what is not recorded.
    expect((await of('run.callbacks.x = "y" or lead.state = "CA"', { state: 'TX' }, true))?.wouldChange).toBeNull();
    expect((await of('$random() < 2 and lead.state = "CA"', { state: 'CA' }, true))?.wouldChange).toBeNull();
  });

  it('names no value that it did not find: not one out of a list, nor one whose name has a full stop', async () => {
    const lead = { items: [{ price: 1 }], 'a.b': 2, state: 'C`A\n\u200bx' };
    const said = await of('$sum(lead.items.price) > 10 and lead."a.b" = 2 and lead.state != ""', lead, false);
    expect(said?.says).toBe("“It” was false (`lead.state = C'A x`).");
  });

  it('says of a value that it was not there, or blank', async () => {
    const said = await of('lead.check_dnc = "1" or lead.state = "CA"', { state: ' ' }, false);
    expect(said?.says).toBe('“It” was false (`lead.check_dnc` was not there, `lead.state` was blank).');
    expect(said?.wouldChange).toContain('If `lead.check_dnc` had been `1`, “It” would have been true, and');
  });

  it('says nothing where no near value alters it', async () => {
    expect((await of('$length(lead.name) > 40', { name: 'Ann' }, false))?.wouldChange).toBeNull();
  });
});

describe('an answer of a receiver', () => {
  const from = (body: string) => ({
    status: 200,
    type: 'application/json',
    headers: {},
    body,
    ms: 1,
    simulated: false,
  });
  const nodes: Record<string, FlowNode> = {
    ask: { type: 'http-request', config: { connection: 'crm' } },
    read: { type: 'response-parse', config: { from: 'steps.ask', endpoint: 'insert', connection: 'crm' } },
    next: { type: 'stop', title: 'Next', config: {} },
  };

  it.each([
    [{ codes: { path: 'code', table: [{ code: '0', outcome: 'accepted' }] } }, '`code = 0`'],
    [{ rules: [{ path: 'result.ok', comparison: 'exists', outcome: 'accepted' }] }, '`result.ok = x`'],
    [
      {
        statuses: [
          { status: '2xx', outcome: 'rejected' },
          { status: '201-299', outcome: 'accepted' },
        ],
      },
      null,
    ],
    [
      {
        statuses: [
          { status: '200', outcome: 'rejected' },
          { status: '201', outcome: 'accepted' },
        ],
      },
      'with status 201',
    ],
  ])('read as %j is altered by %s', async (answer, what) => {
    const reading = answer as unknown as JsonObject;
    const isByStatus = 'statuses' in reading;
    const given = { from: from('{"code":"7"}'), endpoint: { answer: reading } };
    const read = step('read', isByStatus ? 'rejected' : 'unrecognised', { in: given, out: { data: { code: '7' } } });
    const run = runOf({ nodes, steps: [step('ask', 'answered'), read], edges: ['read.accepted>next'] });
    const { wouldChange } = await whyOf(run, ASKED);
    const words = `If The CRM had answered ${what}, the answer would have been read as accepted, and the lead would have gone on to “Next”.`;
    expect(wouldChange).toBe(what === null ? null : words);
  });
});

describe('the whole run', () => {
  const nodes: Record<string, FlowNode> = {
    keep: { type: 'create-lead', config: {} },
    call: { type: 'http-request', title: 'Deliver', config: { connection: 'crm' } },
    rest: { type: 'wait', title: 'Rest', config: {} },
  };
  const kept = step('keep', 'created', { out: { did: 'created', leadId: 'l1' } });

  it('says what was done before a call failed, and never that it was not', async () => {
    const failure = { code: 'REMOTE_TIMEOUT', says: 'The receiver did not answer in time.' };
    const call = step('call', 'error', { failure, outcome: 'error' });
    const answer = { by: 'outcome' as const, status: 200, success: false, body: {}, at: T0 };
    const { summary } = await whyOf(runOf({ nodes, steps: [kept, call], outcome: 'error', more: { answer } }), ASKED);
    expect(summary).toBe(
      'Error: after the lead was created, the call to The CRM failed: the receiver did not answer in time, so the caller was told failed.',
    );
  });

  it('rests on no condition after which the run comes to the same end either way', async () => {
    const ask: FlowNode = { type: 'condition', config: { when: 'lead.a' }, title: 'Ask?' };
    const stopped: FlowNode = { type: 'stop', config: {}, title: 'Stop' };
    const steps = [step('ask', 'false', { in: { when: false }, out: { when: false } }), kept];
    const about = async (edges: string[]) => {
      const run = runOf({ nodes: { ...nodes, ask, stopped }, steps, edges, lead: { a: false }, outcome: 'accepted' });
      const { summary, wouldChange } = await whyOf(run, ASKED);
      return [summary, wouldChange !== null];
    };
    expect(await about(['ask.false>keep', 'ask.true>call', 'call.answered>keep'])).toEqual([
      'Accepted: the lead was created.',
      false,
    ]);
    expect(await about(['ask.false>keep', 'ask.true>stopped'])).toEqual([
      'Accepted: the answer to “Ask?” was no (`lead.a = false`), so the lead was created.',
      true,
    ]);
  });

  it('says for whom a held run waits, and what a waiting or cancelled one came to', async () => {
    const says = 'Nobody knows whether the receiver took the lead.';
    const held = { node: 'call', code: 'REMOTE_TIMEOUT', says, call: 'call.1' };
    const about = async (more: Partial<KnownRun>) =>
      (await whyOf(runOf({ nodes, steps: [kept], more }), ASKED)).summary;
    expect(await about({ state: 'held', held })).toBe(
      'Held for a person at “Deliver”: nobody knows whether the receiver took the lead.',
    );
    expect(await about({ state: 'waiting' })).toBe('Waiting: the run has not ended. So far: the lead was created.');
    expect(await about({ outcome: 'cancelled', reason: 'Cancelled by ann@example.com.' })).toBe(
      'Cancelled by ann@example.com.',
    );
  });

  it('says that a caller was answered by the clock, and a calling flow by its name', async () => {
    const answer = { by: 'clock' as const, status: 202, success: true, body: {}, at: T0 };
    const about = async (more: Partial<KnownRun>) =>
      (await whyOf(runOf({ nodes, steps: [kept], outcome: 'accepted', more: { answer, ...more } }), ASKED)).summary;
    expect(await about({})).toBe(
      'Accepted: the lead was created and the caller was told success before the run had ended.',
    );
    expect(await about({ parent: 'r0' })).toContain('the calling flow was told success');
  });

  it('names retries and doubts of a call that was answered at last', async () => {
    const failed = { code: 'REMOTE_TIMEOUT', says: 'Late.', sent: 'unknown' as const };
    const exchange = { call: 'call.1', attempt: 1, at: T0, request: null, answer: null, retryAt: T0, settled: null };
    const call = step('call', 'answered', { exchanges: [{ ...exchange, failure: failed }] });
    const { decisions } = await whyOf(runOf({ nodes, steps: [call] }), ASKED);
    expect(decisions[0]?.says).toBe(
      'The CRM answered after one attempt had failed, and nobody knows whether that one arrived.',
    );
  });
});

describe('a step without a title', () => {
  it('is called as its card is, with its short name where another card says the same', async () => {
    const nodes = { a: { type: 'condition', config: {} }, b: { type: 'stop', config: {} } };
    const steps = [step('a', 'true', { in: { when: true }, out: { when: true } })];
    const about = async (more: Record<string, FlowNode>) =>
      (await whyOf(runOf({ nodes: { ...nodes, ...more }, steps }), ASKED)).decisions[0];
    expect(await about({})).toMatchObject({ title: 'Condition', says: '“Condition” was true.' });
    expect((await about({ c: { type: 'condition', config: {} } }))?.title).toBe('Condition (a)');
  });
});

describe('a value changed at one place', () => {
  it('leaves what it was made from as it is, and copies nothing beside the way', () => {
    const data = { a: { b: [{ c: 1 }] }, other: { d: 2 } };
    const changed = changedAt(data, 'a.b.0.c', 9);
    expect(changed).toEqual({ at: { a: { b: [{ c: 9 }] }, other: { d: 2 } } });
    expect(data.a.b[0]).toEqual({ c: 1 });
    const at = changed?.at as typeof data | undefined;
    expect(at?.other).toBe(data.other);
  });

  it.each([
    ['__proto__.x', {}],
    ['a.b', { a: 'text' }],
    ['', {}],
  ])('is not there at %j', (path, data) => {
    expect(changedAt(data, path, 1)).toBeUndefined();
  });
});
