// What a run in memory is given by the engine around it.
import type { JournalRecord } from '../../run/records.ts';
import type { Journal } from '../journal.ts';
import type { LiveRun } from './live-run.ts';
import type { Toolbox } from './toolbox.ts';

/** What a run needs of the engine around it. */
export interface RunSurroundings {
  journal: Journal;
  toolbox: Toolbox;
  now: () => number;
  random: () => number;
  /** Told of every record once it is on disk. */
  onCommitted: (run: LiveRun, records: readonly JournalRecord[], seq: number | undefined) => void;
}

/** What the engine knows of a run besides its records. */
export interface RunIdentity {
  id: string;
  flow: string;
  epoch: number;
}
