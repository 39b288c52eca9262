// What comes next of a call, for histories that nobody would think of: a lawful action, and never a second request in silence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import { type Next, nextOf, PROBE } from '../../server/engine/embedded/call-history.ts';
import type { CallPolicy } from '../../server/run/context.ts';
import type { FailedCallRecord, JournalRecord } from '../../server/run/records.ts';
import { rounds } from '../support/rounds.ts';

const CALL = 'ask.1';
const ASK = CALL + PROBE;
const MOST_STEPS = 1000;

/** What happens at one thing that is done. A crash loses what is not on disk. */
interface Turn {
  crash: 'none' | 'before' | 'sent';
  end: 'well' | 'busy' | 'not-sent' | 'blocked' | 'unknown';
  person: 'accepted' | 'rejected' | 'again';
  probe: 'has-it' | 'has-it-not' | 'does-not-say' | 'fails';
}
const CALM: Turn = { crash: 'none', end: 'well', person: 'accepted', probe: 'has-it' };

const turn: fc.Arbitrary<Turn> = fc.record({
  crash: fc.constantFrom<Turn['crash']>('none', 'none', 'none', 'before', 'sent'),
  end: fc.constantFrom<Turn['end']>('well', 'busy', 'not-sent', 'blocked', 'unknown', 'unknown'),
  person: fc.constantFrom<Turn['person']>('accepted', 'rejected', 'again', 'again'),
  probe: fc.constantFrom<Turn['probe']>('has-it', 'has-it-not', 'has-it-not', 'does-not-say', 'fails'),
});
const kind = fc.constantFrom('retry' as const, 'hold' as const, 'probe' as const);

describe('an answer that refused an access token', () => {
  const renewed = (attempt: number, call = CALL): JournalRecord => {
    const record = answered(attempt, 401, call);
    return record.t === 'answered' ? { ...record, renew: true } : record;
  };

  it('is followed by one attempt more at once, which is none of the tries, also after a restart', () => {
    const once = policyOf('hold', 1);
    expect(doing([intent(1), renewed(1)], once)).toEqual({ do: 'try', attempt: 2, due: undefined });
    expect(doing([intent(1), renewed(1), intent(2)], once)).toMatchObject({ do: 'stopped' });
    expect(doing([intent(1), renewed(1), intent(2), answered(2, 401)], once)).toMatchObject({
      do: 'go-on',
      value: { status: 401 },
    });
    const twice = policyOf('hold', 2);
    expect(doing([intent(1), renewed(1), intent(2), answered(2, 503)], twice)).toMatchObject({
      do: 'back-off',
      spent: 1,
    });
    const failedToken = { ...failed(2, 'no'), code: 'TOKEN_REFUSED' as const };
    expect(doing([intent(1), renewed(1), failedToken], twice)).toMatchObject({ do: 'back-off', spent: 1 });
    expect(doing([intent(1), renewed(1), failedToken], once)).toMatchObject({ do: 'fail' });
  });

  it('asks the receiver again where it was a question about a call', () => {
    const asked = [intent(1), failed(1, 'unknown'), wait(0, ASK), intent(1, ASK), renewed(1, ASK)];
    expect(doing(asked, policyOf('probe', 1))).toEqual({ do: 'ask', attempt: 2, due: undefined });
  });
});

describe('a call whose process may end at any moment', () => {
  it('comes to an end, and is made again only where that is allowed', () => {
    const lives = fc.property(
      kind,
      fc.integer({ min: 1, max: 4 }),
      fc.array(turn, { maxLength: 40 }),
      (unknown, attempts, turns) => {
        const life = new Life(policyOf(unknown, attempts), turns);
        life.live();
        checkRequests(life.disk, { unknown, attempts });
        checkEnd(life, unknown);
      },
    );
    fc.assert(lives, rounds(1000));
  });

  it('goes on after the last record of any cut of its history as a person would expect', () => {
    const hold = policyOf('hold', 1);
    expect(doing([], hold)).toMatchObject({ do: 'try', attempt: 1 });
    expect(doing([intent(1)], hold)).toMatchObject({ do: 'stopped' });
    expect(doing([intent(1), stopped(1)], hold)).toMatchObject({ do: 'hold', known: false });
    expect(doing([intent(1), stopped(1), held()], hold)).toMatchObject({ do: 'hold', known: true });
    expect(doing([intent(1), stopped(1), held(), settled('again')], hold)).toMatchObject({ do: 'try', attempt: 2 });
    expect(doing([intent(1), stopped(1), held(), settled('accepted')], hold)).toEqual({
      do: 'go-on',
      value: { verdict: 'accepted', by: 'ann@example.com', note: '' },
    });
    const probe = policyOf('probe', 1);
    expect(doing([intent(1), failed(1, 'unknown')], probe)).toMatchObject({ do: 'back-off', ask: true });
    expect(doing([intent(1), failed(1, 'unknown'), wait(0, ASK)], probe)).toMatchObject({
      do: 'ask',
      attempt: 1,
      due: 5,
    });
    expect(doing([intent(1), failed(1, 'unknown'), wait(0, ASK), intent(1, ASK)], probe)).toMatchObject({
      do: 'stopped',
    });
    expect(
      doing([intent(1), failed(1, 'unknown'), wait(0, ASK), intent(1, ASK), stopped(1, ASK)], probe),
    ).toMatchObject({ do: 'ask', attempt: 2 });
  });

  it('is no failure where what was sent before may have arrived, though nothing left the last time', () => {
    const records = [intent(1), failed(1, 'unknown'), held(), settled('again'), intent(2), failed(2, 'no')];
    expect(doing(records, policyOf('hold', 1))).toMatchObject({ do: 'hold', known: false });
    expect(doing(records, policyOf('retry', 1))).toMatchObject({ do: 'fail' });
  });

  it('is not tried again after a probe where its tries are used up: then it was not sent', () => {
    const asked = [intent(1), failed(1, 'unknown'), wait(0, ASK), intent(1, ASK), answered(1, 200, ASK)];
    const said = [...asked, { ...settled('again'), by: 'probe' }];
    expect(doing(said, policyOf('probe', 1))).toMatchObject({ do: 'fail' });
    expect(doing(said, policyOf('probe', 2))).toMatchObject({ do: 'try', attempt: 2 });
  });

  it('hands the last answer on where the receiver says not now to the end', () => {
    const busy = [intent(1), answered(1, 503)];
    expect(doing(busy, policyOf('hold', 2))).toMatchObject({ do: 'back-off', spent: 1, ask: false });
    expect(doing([...busy, wait(1), intent(2), answered(2, 503)], policyOf('hold', 2))).toMatchObject({
      do: 'go-on',
      value: { status: 503 },
    });
  });
});

/** One call, lived through with a disk and a memory. */
class Life {
  readonly policy: CallPolicy;
  readonly #turns: Turn[];
  disk: JournalRecord[] = [];
  #memory: JournalRecord[] = [];
  end: Next | undefined;

  constructor(policy: CallPolicy, turns: readonly Turn[]) {
    this.policy = policy;
    this.#turns = [...turns];
  }

  live(): void {
    for (let n = 0; n < MOST_STEPS; n += 1) {
      const turn = this.#turns.shift() ?? CALM;
      if (turn.crash === 'before') this.#memory = [...this.disk];
      const next = doing(this.#memory, this.policy);
      if (next.do === 'go-on' || next.do === 'fail') {
        this.#commit();
        this.end = next;
        return;
      }
      this.#do(next, turn);
    }
    throw new Error('The call comes to no end.');
  }

  #commit(): void {
    this.disk = [...this.#memory];
  }

  #do(next: Exclude<Next, { do: 'go-on' | 'fail' }>, turn: Turn): void {
    const add = (record: JournalRecord) => this.#memory.push(record);
    if (next.do === 'stopped') add(stopped(next.intent.attempt, next.intent.call));
    else if (next.do === 'back-off') add(next.ask ? wait(0, ASK) : wait(next.after.attempt));
    else if (next.do === 'judge') this.#judge(turn);
    else if (next.do !== 'hold') this.#send(next, turn);
    else {
      if (!next.known) add(held());
      this.#commit();
      add(settled(turn.person));
      this.#commit();
    }
  }

  #send(next: Extract<Next, { do: 'try' | 'ask' }>, turn: Turn): void {
    const call = next.do === 'ask' ? ASK : CALL;
    this.#memory.push(intent(next.attempt, call));
    this.#commit();
    if (turn.crash === 'sent') return;
    const fails = next.do === 'ask' ? turn.probe === 'fails' : turn.end !== 'well' && turn.end !== 'busy';
    const status = next.do === 'try' && turn.end === 'busy' ? 503 : 200;
    const sent = turn.end === 'unknown' ? 'unknown' : 'no';
    const code = turn.end === 'blocked' ? 'EGRESS_BLOCKED' : 'REMOTE_UNREACHABLE';
    this.#memory.push(fails ? { ...failed(next.attempt, sent, call), code } : answered(next.attempt, status, call));
  }

  #judge({ probe }: Turn): void {
    if (probe === 'has-it') this.#memory.push({ ...settled('accepted'), by: 'probe' });
    else if (probe === 'has-it-not') this.#memory.push({ ...settled('again'), by: 'probe' });
    else this.#memory.push(held());
  }
}

/** Of what is on disk: each request after the first has a reason, and there are no more than were allowed. */
function checkRequests(
  records: readonly JournalRecord[],
  { unknown, attempts }: { unknown: 'retry' | 'hold' | 'probe'; attempts: number },
): void {
  const own = records.filter((record) => 'call' in record && record.call === CALL);
  const places = own.flatMap(({ t }, i) => (t === 'intent' ? [i] : []));
  let free = 0;
  for (const [n, place] of places.entries()) {
    const intended = own[place];
    expect(intended?.t === 'intent' && intended.attempt).toBe(n + 1);
    if (n === 0) continue;
    const between = own.slice(places[n - 1], place);
    const end = between.find((record) => record.t === 'answered' || record.t === 'failed');
    const again = between.findLast((record) => record.t === 'settled');
    if (again) {
      expect(again.as).toBe('again');
      if (again.by !== 'probe') free += 1;
      else if (end?.t === 'failed' && end.stopped) free += 1;
    } else if (end?.t === 'answered') expect(end.answer.status).toBe(503);
    else if (end?.t === 'failed' && end.sent === 'unknown') {
      expect(unknown).toBe('retry');
      if (end.stopped) free += 1;
    } else expect(end).toMatchObject({ t: 'failed', code: 'REMOTE_UNREACHABLE' });
  }
  expect(places.length).toBeLessThanOrEqual(attempts + free);
}

function checkEnd({ disk, end, policy }: Life, unknown: string): void {
  expect(doing(disk, policy)).toEqual(end);
  if (end?.do === 'fail') {
    const askedInVain = disk.some((record) => record.t === 'settled' && record.by === 'probe');
    expect(end.last.sent === 'no' || unknown === 'retry' || askedInVain).toBe(true);
    return;
  }
  const last = disk.findLast((record) => record.t === 'answered' || record.t === 'settled');
  expect(end?.do === 'go-on' && last !== undefined).toBe(true);
}

function policyOf(unknown: 'retry' | 'hold' | 'probe', attempts: number): CallPolicy {
  const endpoint = { name: 'Find', method: 'POST' as const, path: '/find' };
  const retry = { attempts, first: 1, longest: 1, notSent: true, statuses: (status: number) => status === 503 };
  return { retry, onUnknown: unknown === 'probe' ? { endpoint, accepted: () => true } : unknown };
}

function doing(records: readonly JournalRecord[], policy: CallPolicy): Next {
  return nextOf(records, CALL, policy);
}

function intent(attempt: number, call = CALL): JournalRecord {
  const request = { method: 'POST', url: '', headers: {}, body: '', connection: '', connectionVersion: '' };
  return { t: 'intent', at: 1, call, attempt, request };
}

function answered(attempt: number, status: number, call = CALL): JournalRecord {
  const answer: RemoteAnswer = { status, type: '', headers: {}, body: '', ms: 1, simulated: false };
  return { t: 'answered', at: 2, call, attempt, answer };
}

function failed(attempt: number, sent: 'no' | 'unknown', call = CALL): FailedCallRecord {
  const code = sent === 'no' ? 'REMOTE_UNREACHABLE' : 'REMOTE_TIMEOUT';
  return { t: 'failed', at: 2, call, attempt, code, says: '', sent };
}

function stopped(attempt: number, call = CALL): JournalRecord {
  return { ...failed(attempt, 'unknown', call), stopped: true };
}

function wait(attempt: number, call = CALL): JournalRecord {
  return { t: 'wait', at: 3, call, attempt, due: 5 };
}

function held(): JournalRecord {
  return { t: 'held', at: 4, node: 'ask', code: 'REMOTE_TIMEOUT', says: '', call: CALL };
}

function settled(as: 'accepted' | 'rejected' | 'again') {
  return { t: 'settled' as const, at: 5, call: CALL, attempt: 1, as, by: 'ann@example.com', note: '' };
}
