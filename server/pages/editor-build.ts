// Builds the editor when its sources are newer than what was built, in a process of its own so that the server stays small.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the built editor lies. */
export const EDITOR_DIST = join(ROOT, 'editor/dist');
const STAMP = '.built-from';
/** What the build reads. */
const SOURCES = ['editor', 'flows/language', 'flows/expression', 'package-lock.json'];

/** True where the editor is missing, or older than its sources. */
export function isStale(): boolean {
  const stamp = join(EDITOR_DIST, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== newest();
}

/**
 * Builds the editor, beside the one that is served: pages that are read meanwhile find it whole, and a build that is killed
 * leaves it as it was. Rejects with what the build said where it fails.
 */
export async function buildEditor(): Promise<void> {
  const from = newest();
  const aside = `${EDITOR_DIST}-${process.pid}`;
  removeKilled(join(ROOT, 'editor'));
  const output = await run([
    join(ROOT, 'node_modules/vite/bin/vite.js'),
    'build',
    join(ROOT, 'editor'),
    '--outDir',
    aside,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]);
  if (output !== undefined) throw new Error(`The editor could not be built: ${output}`);
  writeFileSync(join(aside, STAMP), from);
  if (existsSync(EDITOR_DIST)) renameSync(EDITOR_DIST, `${aside}-before`);
  renameSync(aside, EDITOR_DIST);
  rmSync(`${aside}-before`, { recursive: true, force: true });
}

/**
 * Removes what builds left behind whose process is gone. In a container each one has the number of the one before: what has
 * this process's own is left behind as well.
 */
export function removeKilled(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^dist-(\d+)/.exec(name)?.[1];
    if (pid !== undefined && !isOfAnother(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Whether another process that lives has this number; one of another user may not be asked, and lives. */
function isOfAnother(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function run(args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => child.kill();
    process.once('exit', end);
    let output = '';
    const gather = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      process.removeListener('exit', end);
      resolve(code === 0 ? undefined : output.trim() || `it ended with ${code}`);
    });
  });
}

/** The newest change among the sources, as text: files by name and time, so that a deleted file counts too. */
function newest(): string {
  let count = 0;
  let latest = 0;
  for (const file of SOURCES.flatMap((source) => filesUnder(join(ROOT, source)))) {
    count += 1;
    latest = Math.max(latest, statSync(file).mtimeMs);
  }
  return `${count} files, newest ${latest}`;
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (/^dist(-|$)/.test(entry.name) || entry.name === 'node_modules') return [];
    return filesUnder(join(path, entry.name));
  });
}
