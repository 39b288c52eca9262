// One sandbox process as the pool holds it: starts it, gives it one job at a time, and kills it at the deadline.
import type { ChildProcess } from 'node:child_process';
import { launchSandbox, limitMemory } from './launch.ts';
import type { ReadJob } from './pool-protocol.ts';
import type { BodyJob, Job, Reply } from './protocol.ts';

/** How long a sandbox may take to start, milliseconds. */
const START_MS = 20_000;

/** How a job ended: with an answer, at its deadline, with the end of the process, or the job never reached it. */
export type Outcome = Exclude<Reply, { ready: true }> | 'late' | 'died' | 'undelivered';

/** A running sandbox. `gone` resolves when the process has ended, with whether it had ever been ready. */
export interface SandboxProcess {
  readonly ready: Promise<boolean>;
  readonly gone: Promise<void>;
  /** Resolves when the job has ended, one way or another; rejects where the input is no JSON. */
  run: (job: Omit<Job, 'text'>, text: string, deadlineMs: number) => Promise<Outcome>;
  /** The same for a body: the reply's `json` is what it was read as. */
  read: (id: number, job: ReadJob, deadlineMs: number) => Promise<Outcome>;
  kill: () => void;
}

/** Starts a sandbox. */
export function startSandbox(): SandboxProcess {
  const child = launchSandbox();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const known = new Set<string>();
  return {
    ready: becomesReady(child, gone),
    gone,
    run: async (job, text, deadlineMs) => {
      const ask = (withText: boolean) => exchange(child, withText ? { ...job, text } : job, { gone, deadlineMs });
      const outcome = await ask(!known.has(job.hash));
      known.add(job.hash);
      // It made room for others meanwhile.
      return typeof outcome === 'object' && 'unknown' in outcome ? ask(true) : outcome;
    },
    read: (id, read, deadlineMs) => exchange(child, { id, read }, { gone, deadlineMs }),
    kill: () => {
      child.ref();
      child.kill('SIGKILL');
    },
  };
}

function becomesReady(child: ChildProcess, gone: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    gone.then(() => {
      clearTimeout(late);
      resolve(false);
    });
    child.once('message', () => {
      clearTimeout(late);
      limitMemory(child.pid ?? 0).then(() => resolve(child.connected));
    });
  });
}

/** Sends one job and waits for its answer, its deadline, or the end of the process. */
function exchange(
  child: ChildProcess,
  job: Job | BodyJob,
  { gone, deadlineMs }: { gone: Promise<void>; deadlineMs: number },
): Promise<Outcome> {
  return new Promise((resolve) => {
    let settled = false;
    let late = false;
    const settle = (outcome: Outcome) => {
      settled = true;
      hold(child, false);
      clearTimeout(deadline);
      child.off('message', read);
      resolve(outcome);
    };
    const read = (reply: Exclude<Reply, { ready: true }>) => {
      if (reply.id === job.id) settle(reply);
    };
    // Sent first: an input that is no JSON throws here, with nothing begun.
    child.send(job, (error) => {
      if (error && !settled) settle('undelivered');
    });
    // An answer may have come while this process was busy elsewhere: it is read before the kill is decided.
    const deadline = setTimeout(() => {
      setImmediate(() => {
        late = true;
        if (!settled) child.kill('SIGKILL');
      });
    }, deadlineMs);
    hold(child, true);
    child.on('message', read);
    gone.then(() => settled || settle(late ? 'late' : 'died'));
  });
}

/** While a job is under way its process keeps this one from ending; at other times it must not. */
function hold(child: ChildProcess, held: boolean): void {
  if (held) child.ref();
  else child.unref();
}
