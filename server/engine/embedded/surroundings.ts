// What a run in memory is given by the engine around it.
import type { JsonObject } from '../../../flows/language/document.ts';
import type { Answer } from '../../../nodes/tools.ts';
import type { HandOver } from '../../run/context.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { JournalRecord } from '../../run/records.ts';
import type { RunEnd } from '../../store/point-reads.ts';
import type { CallbacksSoFar } from '../../store/ports.ts';
import type { Journal } from '../journal.ts';
import type { Control } from './control.ts';
import type { CrashPoint } from './crash-points.ts';
import type { Foresight } from './foresight.ts';
import type { LiveRun } from './live-run.ts';
import type { Toolbox } from './toolbox.ts';

/** What a run needs of the engine around it. */
export interface RunSurroundings {
  journal: Journal;
  toolbox: Toolbox;
  control: Control;
  family: Family;
  foresight: Foresight;
  now: () => number;
  random: () => number;
  /** Callbacks of a node that came in time. */
  callbacks: (run: string, node: string) => CallbacksSoFar;
  /**
   * Resolves with true when something came for the run that it may wait for (a callback, a child's end), with false after
   * `withinMs`. Look at what may have come already, then call this in the same turn.
   */
  stirred: (run: string, withinMs?: number) => Promise<boolean>;
  /** Told of every record once it is on disk. */
  onCommitted: (run: LiveRun, records: readonly JournalRecord[], seq: number | undefined) => void;
  /** A place where a crash is worth trying; does nothing unless a test asked for one there. */
  crashPoint: (label: CrashPoint) => void;
}

/** Runs that other runs start. */
export interface Family {
  /** A release that a run pins. Fails with NOT_FOUND. */
  release(hash: string): Promise<CompiledRelease>;
  /** Starts a child unless it was started before. Its row rides the next commit. */
  start(child: ChildStart): void;
  /** Where a child stands, by the store. */
  ended(run: string): RunEnd;
  /** What the flow of a finished child told its caller; null where it did not say. */
  answerOf(run: string): Answer | null;
  /** Asks a child to stop; resolves when the request is on disk. One that has ended is left as it is. Rejects with Parked. */
  cancel(child: string, by: string, parent: LiveRun): Promise<void>;
  /** Hands a run that ends in error to another flow: resolves when that is given to the journal. */
  handOver(run: LiveRun, to: HandOver): Promise<void>;
  /** Called when the end of a run is given to the journal: its parent is told once that is on disk. */
  finished(run: LiveRun): void;
  /** Called when a run that was to be taken up has ended: its end may be on disk without anybody having been told. */
  gone(run: string): void;
}

/** A child to start. */
export interface ChildStart {
  id: string;
  release: CompiledRelease;
  lead: JsonObject;
  parent: { run: LiveRun; node: string; index: number };
}

/** What the engine knows of a run besides its records. */
export interface RunIdentity {
  id: string;
  flow: string;
  epoch: number;
}
