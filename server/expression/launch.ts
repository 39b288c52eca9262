// Starts a sandbox process: behind the server, with no environment, no rights but to read its own code, and a limit on its memory.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Heap of a sandbox, megabytes. */
const MOST_HEAP = 64;
/** What a sandbox may take on top of what it has at its start, bytes: the heap alone does not bound long texts. */
const MOST_MORE = 160_000_000;
/** Where there are not cores enough for both, the server goes before a sandbox, which has a quarter of the time then. */
const NICE = 5;
const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit'];
const HERE = dirname(fileURLToPath(import.meta.url));

/** Starts a sandbox. It says `ready` when it can be given jobs. */
export function launchSandbox(): ChildProcess {
  const child = spawn(process.execPath, [...flags(), join(HERE, 'sandbox.ts')], {
    env: {},
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  });
  if (child.pid !== undefined) standBehind(child.pid);
  // Nothing that a sandbox does keeps the server from ending.
  child.unref();
  child.channel?.unref();
  return child;
}

function standBehind(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {
    // It has ended already, or the system has no such thing: the deadline holds all the same.
  }
}

/**
 * Limits the memory of a sandbox that is ready, and its core dumps, where the system has prlimit. Measured from what the
 * process has by now, because V8 reserves a different amount in each version of Node.
 */
export function limitMemory(pid: number): Promise<void> {
  const prlimit = PRLIMIT.find((each) => existsSync(each));
  const size = prlimit ? dataSize(pid) : undefined;
  if (!prlimit || size === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    // Where it cannot be set, the heap limit and the deadline still hold.
    execFile(
      prlimit,
      ['--pid', String(pid), `--data=${size + MOST_MORE}`, '--core=0'],
      { env: {}, timeout: 5_000 },
      () => resolve(),
    );
  });
}

/** The data segment of a process as the kernel counts it, bytes; undefined where there is no /proc. */
function dataSize(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmData:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

function flags(): string[] {
  return [
    '--permission',
    ...readable().map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${MOST_HEAP}`,
    '--v8-pool-size=0',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
  ];
}

/** The code of the sandbox, and nothing beside it. */
function readable(): string[] {
  const root = join(HERE, '..', '..');
  const rooms = [join('flows', 'expression'), join('flows', 'language'), join('server', 'reading')];
  const parsers = ['fast-xml-parser', 'node-html-parser'].flatMap(packagesOf);
  const folders = [
    HERE,
    ...rooms.map((room) => join(root, room)),
    ...['jsonata', 're2js'].map(packageFolder),
    ...parsers,
  ];
  return [...folders.map((folder) => join(realpathSync(folder), '/')), realpathSync(join(root, 'package.json'))];
}

/** The folders of a package and of all that it needs, wherever each is installed. */
function packagesOf(name: string): string[] {
  const folders = new Set<string>();
  const visit = (each: string, from: string) => {
    const folder = installedAt(each, from);
    if (folder === undefined || folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const needed of Object.keys(dependencies)) visit(needed, folder);
  };
  visit(name, HERE);
  return [...folders];
}

/** As Node looks for it: in `node_modules` of the folder, then of the one above. */
function installedAt(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
    if (dirname(at) === at) return undefined;
  }
}

function packageFolder(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const marker = join('node_modules', name);
  return entry.slice(0, entry.lastIndexOf(marker) + marker.length);
}
