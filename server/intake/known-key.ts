// A second request with the same key: it waits for what the first one is told, and is told the same.
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../flows/language/failures.ts';
import type { Answer } from '../../nodes/tools.ts';
import type { Claim, Engine } from '../engine/engine.ts';
import { flowAnswer, type HttpAnswer } from '../respond/answers.ts';
import { Later } from './later.ts';

/** How often a run that another process, or a start before this one, took is looked at, milliseconds. */
const LOOK_MS = 100;

/** What waiting for a key needs. */
export interface KeyDeps {
  engine: Pick<Engine, 'known'>;
  /** Records that the caller of a run that waits or is held was told `answer`; resolves with what it was told, null where it runs. */
  tellParked: (run: string, answer: Answer) => Promise<Answer | null>;
  /** How long a caller waits for the flow's answer, milliseconds. */
  syncLimitMs: number;
}

/** Answers as the first request was answered. Fails with KEY_REUSED, or STILL_RUNNING after the sync limit. */
export async function answerKnown(
  { flow, claim, pending }: { flow: string; claim: Claim; pending: (run: string) => Answer },
  { engine, tellParked, syncLimitMs }: KeyDeps,
): Promise<HttpAnswer> {
  const until = performance.now() + syncLimitMs;
  for (;;) {
    const known = engine.known(flow, claim);
    // Its window ended while it waited.
    if (!known) throw new Later('STILL_RUNNING', 1);
    const { runId } = known;
    if (!known.sameLead) throw new Failure('KEY_REUSED', { detail: `The run of the first lead is ${runId}.` });
    const replay = (answer: Answer) => flowAnswer(answer, { run: runId, replayed: true });
    if (known.answer) return replay(known.answer);
    // The time of the first caller began when its lead was on disk, which is later than we asked.
    const left = until + (known.telling ? syncLimitMs : 0) - performance.now();
    if (left <= 0) throw new Later('STILL_RUNNING', 1, `The run is ${runId}.`);
    const told = known.telling && (await within([known.telling], left));
    if (told) return replay(told);
    await sleep(Math.min(LOOK_MS, left));
    // Whom the first request was for may be gone with its process; a run that is held would tell nobody ever.
    const parked = engine.known(flow, claim)?.answer ? null : await tellParked(runId, pending(runId)).catch(() => null);
    if (parked) return replay(parked);
  }
}

/** What the first of these resolves with, or undefined after the time, milliseconds. */
export async function within<const P extends readonly Promise<unknown>[]>(
  promises: P,
  ms: number,
): Promise<Awaited<P[number]> | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([...promises, limit]);
  } finally {
    clearTimeout(timer);
  }
}
