// A disk that can lose its power: what was synced is there, of what was not there is nothing, a beginning, or some part.
import type { Chance } from './simulation/chance.ts';
import type { FileOp } from './trace.ts';

/** What of the unsynced writes reached the disk. */
export type Survival = 'none' | 'prefix' | 'part';

/** Disks write whole sectors, bytes: what is torn is torn between two of them. */
const SECTOR = 512;

type Change = Exclude<FileOp, { op: 'sync' }>;
/** Of `bytes`, the first `size` are the file's. */
type File = { bytes: Buffer<ArrayBuffer>; size: number };

/** The files of a database on such a disk. */
export class Disk {
  readonly #durable = new Map<string, File>();
  readonly #pending: Change[] = [];
  /** False for a disk that says it has synced and has not: to see that a loss would be found. */
  readonly #honest: boolean;

  constructor(files: ReadonlyMap<string, Buffer<ArrayBuffer>>, honest = true) {
    for (const [name, bytes] of files) this.#durable.set(name, { bytes: Buffer.from(bytes), size: bytes.length });
    this.#honest = honest;
  }

  /** The process asked for it, and it was done as far as the process can see. */
  apply(op: FileOp): void {
    if (op.op !== 'sync') this.#pending.push(op);
    else if (this.#honest) this.#sync(op.file);
  }

  /** The files as the next start finds them after a power cut now. */
  afterPowerCut(survival: Survival, chance: Chance): Map<string, Buffer<ArrayBuffer>> {
    const files = new Map([...this.#durable].map(([name, { bytes, size }]) => [name, copyOf(bytes, size)]));
    for (const change of this.#survivors(survival, chance)) apply(fileIn(files, change.file), change);
    return new Map([...files].map(([name, { bytes, size }]) => [name, bytes.subarray(0, size)]));
  }

  #sync(file: string): void {
    const rest = this.#pending.filter((change) => change.file !== file);
    for (const change of this.#pending) {
      if (change.file === file) apply(fileIn(this.#durable, file), change);
    }
    this.#pending.splice(0, this.#pending.length, ...rest);
  }

  #survivors(survival: Survival, chance: Chance): Change[] {
    if (survival === 'none') return [];
    if (survival === 'prefix') return this.#pending.slice(0, chance.whole(0, this.#pending.length));
    return this.#pending.filter(() => chance.percent(50)).map((change) => torn(change, chance));
  }
}

/** A file of its own with the same content. */
function copyOf(bytes: Buffer<ArrayBuffer>, size: number): File {
  return { bytes: Buffer.from(bytes.subarray(0, size)), size };
}

/** One of ten writes is there in part. */
function torn(change: Change, chance: Chance): Change {
  if (change.op !== 'write' || change.bytes.length <= SECTOR || !chance.percent(10)) return change;
  const sectors = chance.whole(1, Math.ceil(change.bytes.length / SECTOR) - 1);
  return { ...change, bytes: change.bytes.subarray(0, sectors * SECTOR) };
}

/** Applies a change in place. There is room to grow: a log is written to thousands of times, and has some megabytes. */
function apply(file: File, change: Change): void {
  const size = change.op === 'truncate' ? change.size : Math.max(file.size, change.offset + change.bytes.length);
  if (size > file.bytes.length) {
    const roomy = Buffer.alloc(2 * size);
    file.bytes.copy(roomy, 0, 0, file.size);
    file.bytes = roomy;
  }
  // Where a file that was cut grows again, it holds zeros.
  if (size < file.size) file.bytes.fill(0, size, file.size);
  file.size = size;
  if (change.op === 'write') change.bytes.copy(file.bytes, change.offset);
}

/** The file with this name, which a first change makes. */
function fileIn(files: Map<string, File>, name: string): File {
  const file = files.get(name) ?? { bytes: Buffer.alloc(0), size: 0 };
  files.set(name, file);
  return file;
}
