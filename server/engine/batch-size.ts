// How much one transaction takes: so many runs or bytes, never half of a run's first words.
import type { BatchOp } from '../store/ports.ts';

/** The limits of HOUSE section 6: above them the next transaction begins. */
const RUNS = 256;
const BYTES = 4 * 1024 * 1024;
/** Below so many bytes a batch is written in less time than it takes to reach the disk. */
const SMALL_BYTES = 64 * 1024;

/** What one transaction holds so far. */
export class Batch {
  readonly runs = new Set<string>();
  #bytes = 0;

  /** Takes from the front of `lines` what still fits, at least one line for an empty batch. */
  take(lines: BatchOp[]): BatchOp[] {
    let last = '';
    let count = 0;
    for (const line of lines) {
      const run = runOf(line);
      const size = sizeOf(line);
      // Lines of one run that were given together stay so: a run row without its first records could not be taken up again.
      if (run !== last && this.runs.size > 0 && !this.#fits(run, size)) break;
      this.runs.add(run);
      this.#bytes += size;
      last = run;
      count += 1;
    }
    return lines.splice(0, count);
  }

  get small(): boolean {
    return this.#bytes < SMALL_BYTES;
  }

  #fits(run: string, size: number): boolean {
    return this.#bytes + size <= BYTES && (this.runs.size < RUNS || this.runs.has(run));
  }
}

/** The run that a line is of. */
export function runOf(line: BatchOp): string {
  return line.kind === 'accept' ? line.run.id : line.run;
}

/** Its bytes, roughly: texts count by their characters. */
function sizeOf(line: BatchOp): number {
  if (line.kind === 'accept') return line.run.inbox?.body.length ?? 0;
  if (line.kind === 'incident') return 500;
  return line.records.length + (line.kind === 'command' ? line.command.args.length : 0);
}
