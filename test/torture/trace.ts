// Reads what strace recorded of the files of a database: every write, truncation and sync, in order.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One thing that the process asked of a file. `at` in milliseconds since 1970, when it began. */
export type FileOp = { at: number; file: string } & (
  | { op: 'write'; offset: number; bytes: Buffer }
  | { op: 'truncate'; size: number }
  | { op: 'sync' }
);

/** Longer pieces than any that SQLite writes at once. */
const LONGEST = 1_000_000;

/** The program and arguments that record into `<folder>/trace.<thread>` what the command behind them does to these files. */
export function recording(folder: string, files: readonly string[]): string[] {
  const calls = 'trace=pwrite64,pwritev,write,ftruncate,fsync,fdatasync';
  const paths = files.flatMap((file) => ['-P', file]);
  return [
    'strace',
    '-ff',
    '-qq',
    '-y',
    '-xx',
    '-ttt',
    '-s',
    String(LONGEST),
    '-e',
    calls,
    '-e',
    'signal=none',
    ...paths,
    '-o',
    join(folder, 'trace'),
  ];
}

/** Everything that was recorded, oldest first. Throws on a line that it cannot read: a write must not be overlooked. */
export function readTrace(folder: string): FileOp[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('trace.'));
  const ops = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').flatMap(opOf));
  return ops.sort((one, other) => one.at - other.at);
}

/** `1763707000.123456 pwrite64(27<\x2f...>, "\x37\x7f...", 24, 0) = 24`: nothing for other lines. */
function opOf(line: string): FileOp[] {
  const call = /^(\d+\.\d+) (\w+)\(\d+<((?:\\x[0-9a-f]{2})+)>(?:\(deleted\))?(.*)$/.exec(line);
  if (!call) {
    // At the kill strace may be let go before it has looked which call was just begun: as if that had not come.
    if (line === '' || /\+\+\+|---|\) += -1 | \?\?\?\( <detached \.\.\.>$/.test(line)) return [];
    throw new Error(`This line of the recording cannot be read: ${line.slice(0, 200)}`);
  }
  const [, seconds, name, path = '', rest = ''] = call;
  const at = Number(seconds) * 1000;
  const file = bytesOf(path).toString('utf8');
  // The process was killed in the middle of it: it may have been done or not, as what was not synced.
  const unfinished = !/\) += \d+$/.test(rest);
  if (name === 'fsync' || name === 'fdatasync') return unfinished ? [] : [{ at, file, op: 'sync' }];
  const size = /^, (\d+)\)/.exec(rest)?.[1];
  if (name === 'ftruncate' && size !== undefined) return [{ at, file, op: 'truncate', size: Number(size) }];
  const written = /^, "((?:\\x[0-9a-f]{2})*)", (\d+), (\d+)/.exec(rest);
  if (name !== 'pwrite64' || !written)
    throw new Error(`This line of the recording cannot be read: ${line.slice(0, 200)}`);
  const bytes = bytesOf(written[1] ?? '');
  if (bytes.length !== Number(written[2])) throw new Error(`A write was recorded in part: ${line.slice(0, 200)}`);
  return [{ at, file, op: 'write', offset: Number(written[3]), bytes }];
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
