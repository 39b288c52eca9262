// Starts processes that announce themselves in JSON lines, and reads from /proc what they cost.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A child process and the events it prints. */
export interface Child {
  pid: number;
  /** Resolves with the next event of this name. Rejects where the process ends first. */
  next: (event: string) => Promise<Record<string, unknown>>;
  end: () => Promise<void>;
}

/** Starts a file of this folder, or of the simulators. */
export function start(file: string, words: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const waiting = new Map<string, (event: Record<string, unknown>) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = readEvent(line);
    waiting.get(String(event.event))?.(event);
  });
  return { pid: child.pid ?? 0, next: (name) => nextEvent(child, waiting, name), end: () => end(child) };
}

type Waiting = Map<string, (event: Record<string, unknown>) => void>;

function nextEvent(child: ChildProcess, waiting: Waiting, name: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    child.once('exit', (code) => reject(new Error(`The process ended (${code}) before "${name}".`)));
  });
}

function readEvent(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** What a server costs: its own processes, and its expression sandboxes apart. */
export interface Cost {
  /** Milliseconds of CPU since its start, user and system. */
  cpuMs: number;
  /** Proportional set size, megabytes. */
  pssMb: number;
  sandboxPssMb: number;
}

/** Reads the cost of a process with its descendants. Linux only. */
export function costOf(pid: number): Cost {
  const cost: Cost = { cpuMs: 0, pssMb: 0, sandboxPssMb: 0 };
  for (const each of family(pid)) {
    const pss = pssMb(each);
    if (isSandbox(each)) cost.sandboxPssMb += pss;
    else {
      cost.pssMb += pss;
      cost.cpuMs += cpuMs(each);
    }
  }
  return cost;
}

function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const member of found) {
    for (const [child, parent] of parents) if (parent === member) found.push(child);
  }
  return found;
}

// A sandbox is locked by Node's permission model; no other process of the server is.
function isSandbox(pid: number): boolean {
  return readProc(pid, 'cmdline').split('\0').includes('--permission');
}

/** The fields of `stat` after the name, which may itself hold blanks: state, parent ... (proc_pid_stat(5)). */
function statOf(pid: number): string[] {
  const text = readProc(pid, 'stat');
  return text === '' ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function cpuMs(pid: number): number {
  const stat = statOf(pid);
  return ((Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND) * 1_000;
}

function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) / 1_024;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}
