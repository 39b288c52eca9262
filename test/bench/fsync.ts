// How long the disk takes to make 56 kB durable: what a commit cannot be faster than.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIMES = 300;
/** What each of the two commits of one lead writes to the log, on average: 12 to 14 pages. */
const BYTES = 56 * 1024;

/** The median of 300 appended writes of 56 kB, each followed by fdatasync, in milliseconds. */
export async function fsyncMs(): Promise<number> {
  const path = join(tmpdir(), `fsync-${process.pid}`);
  const file = openSync(path, 'w');
  try {
    const times = Array.from({ length: TIMES }, () => {
      writeSync(file, Buffer.alloc(BYTES, 1));
      const from = performance.now();
      fdatasyncSync(file);
      return performance.now() - from;
    });
    return times.sort((a, b) => a - b)[TIMES / 2] ?? 0;
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
