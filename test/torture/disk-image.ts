// A disk that can lose its power: what was synced is there, of what was not there is nothing, a beginning, or some part.
import type { Chance } from './simulation/chance.ts';
import type { FileOp } from './trace.ts';

/** What of the unsynced writes reached the disk. */
export type Survival = 'none' | 'prefix' | 'part';

/** Disks write whole sectors, bytes: what is torn is torn between two of them. */
const SECTOR = 512;

type Change = Exclude<FileOp, { op: 'sync' }>;

/** The files of a database on such a disk. */
export class Disk {
  readonly #durable = new Map<string, Buffer<ArrayBuffer>>();
  readonly #pending: Change[] = [];
  /** False for a disk that says it has synced and has not: to see that a loss would be found. */
  readonly #honest: boolean;

  constructor(files: ReadonlyMap<string, Buffer<ArrayBuffer>>, honest = true) {
    for (const [name, bytes] of files) this.#durable.set(name, bytes);
    this.#honest = honest;
  }

  /** The process asked for it, and it was done as far as the process can see. */
  apply(op: FileOp): void {
    if (op.op !== 'sync') this.#pending.push(op);
    else if (this.#honest) this.#sync(op.file);
  }

  /** The files as the next start finds them after a power cut now. */
  afterPowerCut(survival: Survival, chance: Chance): Map<string, Buffer<ArrayBuffer>> {
    const files = new Map([...this.#durable].map(([name, bytes]) => [name, Buffer.from(bytes)]));
    for (const change of this.#survivors(survival, chance))
      files.set(change.file, changed(files.get(change.file), change));
    return files;
  }

  #sync(file: string): void {
    const rest = this.#pending.filter((change) => change.file !== file);
    for (const change of this.#pending) {
      if (change.file === file) this.#durable.set(file, changed(this.#durable.get(file), change));
    }
    this.#pending.splice(0, this.#pending.length, ...rest);
  }

  #survivors(survival: Survival, chance: Chance): Change[] {
    if (survival === 'none') return [];
    if (survival === 'prefix') return this.#pending.slice(0, chance.whole(0, this.#pending.length));
    return this.#pending.filter(() => chance.percent(50)).map((change) => torn(change, chance));
  }
}

/** One of ten writes is there in part. */
function torn(change: Change, chance: Chance): Change {
  if (change.op !== 'write' || change.bytes.length <= SECTOR || !chance.percent(10)) return change;
  const sectors = chance.whole(1, Math.ceil(change.bytes.length / SECTOR) - 1);
  return { ...change, bytes: change.bytes.subarray(0, sectors * SECTOR) };
}

function changed(bytes: Buffer<ArrayBuffer> = Buffer.alloc(0), change: Change): Buffer<ArrayBuffer> {
  const size = change.op === 'truncate' ? change.size : Math.max(bytes.length, change.offset + change.bytes.length);
  // In its place where it fits: most writes do, and the files have some megabytes.
  const target = size === bytes.length ? bytes : Buffer.alloc(size);
  if (target !== bytes) bytes.copy(target, 0, 0, Math.min(size, bytes.length));
  if (change.op === 'write') change.bytes.copy(target, change.offset);
  return target;
}
