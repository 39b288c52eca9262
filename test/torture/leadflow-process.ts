// A real Leadflow server as a process of its own, with a folder of its own: for the bench, the torture and journeys.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildEditor, isStale } from '../../server/pages/editor-build.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Parts of `flows/` that are code. */
const CODE = ['language', 'expression'];

/** Where one server keeps what it has, and what it may call. */
export interface Home {
  folder: string;
  port: number;
  simulatorPort: number;
}

/** A server that is ready. `exited` resolves when the process is gone. */
export interface RunningServer {
  home: Home;
  url: string;
  pid: number;
  exited: Promise<void>;
  /** Sends the signal and waits for the end. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Makes an empty data folder and a copy of the shipped workspace whose connections call this simulator. */
export async function makeHome(simulatorPort: number): Promise<Home> {
  // A server would build the editor beside the load that is measured; one that is killed soon, each time anew and in vain.
  if (isStale()) await buildEditor();
  const folder = await mkdtemp(join(tmpdir(), 'leadflow-'));
  const workspace = join(folder, 'flows');
  await mkdir(join(folder, 'data'));
  await cp(join(ROOT, 'flows'), workspace, {
    recursive: true,
    filter: (from) => !CODE.some((part) => from === join(ROOT, 'flows', part)),
  });
  await pointAt(workspace, simulatorPort);
  return { folder, port: await freePort(), simulatorPort };
}

/** Adds the flows of a folder to the workspace of a server that was never started; their connections call its simulator. */
export async function addFlows(home: Home, from: string): Promise<void> {
  const workspace = join(home.folder, 'flows');
  await cp(from, workspace, { recursive: true });
  await pointAt(workspace, home.simulatorPort);
}

/** The database of a server. */
export function databaseOf(home: Home): string {
  return join(home.folder, 'data', 'leadflow.db');
}

/** The key of the source that a first start made for a flow. */
export async function exampleKey(home: Home, flow: string): Promise<string> {
  const keys = JSON.parse(await readFile(join(home.folder, 'data', 'example-keys.json'), 'utf8')) as Record<
    string,
    string
  >;
  const key = keys[flow];
  if (key === undefined) throw new Error(`The flow ${flow} was not published on the first start.`);
  return key;
}

async function pointAt(workspace: string, simulatorPort: number): Promise<void> {
  const connections = join(workspace, 'connections');
  // Templates lie in a folder beside them, and name no simulator that calls go to.
  for (const name of (await readdir(connections)).filter((each) => each.endsWith('.yaml'))) {
    const text = await readFile(join(connections, name), 'utf8');
    await writeFile(join(connections, name), text.replaceAll('127.0.0.1:4410', `127.0.0.1:${simulatorPort}`));
  }
}

/** Deletes the folder with everything in it. */
export function removeHome(home: Home): Promise<void> {
  return rm(home.folder, { recursive: true, force: true });
}

/** How a server is started. */
export interface StartOptions {
  limitMs?: number;
  /** Settings beside those of every torture. */
  env?: Record<string, string>;
  /** Arguments of Node itself. */
  nodeArgs?: readonly string[];
  /** A program in front of Node, with its arguments. */
  under?: readonly string[];
}

/** Starts the server and waits until it is ready. Rejects, with what it printed, where it is not within `limitMs`. */
export async function startServer(home: Home, options: StartOptions = {}): Promise<RunningServer> {
  const { limitMs = 60_000 } = options;
  const child = run(home, ['start'], options);
  const said = sayings(child);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${home.port}`;
  const until = Date.now() + limitMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      const how = child.signalCode === null ? '' : ` (${child.signalCode})`;
      child.kill('SIGKILL');
      throw new Error(`The server did not become ready${how}:\n${said.join('')}`);
    }
    await pause(10);
  }
  // A program in front would end alone, and leave the server behind.
  const pid = options.under ? childOf(child.pid ?? 0) : (child.pid ?? 0);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, signal);
    await gone;
  };
  return { home, url, pid, exited: gone, end };
}

function childOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  if (!child) throw new Error(`Process ${pid} has no child.`);
  return Number(child);
}

/** Makes an API token through the command line of a running server. */
export async function createToken(home: Home): Promise<string> {
  const child = run(home, ['token', 'create', '--role', 'admin']);
  const said = sayings(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`No token was made:\n${said.join('')}`);
  return said.printed().trim();
}

/** Makes a source for a flow; answers its key. */
export async function createSource(server: RunningServer, token: string, flow: string): Promise<string> {
  const made = await api(server, token, {
    method: 'POST',
    path: '/api/sources',
    body: { name: 'Load', flow, auth: 'key' },
  });
  const { key } = made as { key?: string };
  if (typeof key !== 'string') throw new Error(`No key in the new source: ${JSON.stringify(made)}`);
  return key;
}

/** Asks the admin API. Rejects on any status but 2xx. */
export async function api(
  server: RunningServer,
  token: string,
  call: { method?: string; path: string; body?: unknown; headers?: Record<string, string> },
): Promise<unknown> {
  const answer = await fetch(server.url + call.path, {
    method: call.method ?? 'GET',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...call.headers },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${call.path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}

function run(
  home: Home,
  words: readonly string[],
  { env = {}, nodeArgs = [], under = [] }: StartOptions = {},
): ChildProcess {
  const [program, ...rest] = [...under, process.execPath, ...nodeArgs, join(ROOT, 'server/cli/leadflow.js'), ...words];
  return spawn(program ?? process.execPath, rest, {
    cwd: home.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      HOME: home.folder,
      LEADFLOW_PORT: String(home.port),
      LEADFLOW_DATA: join(home.folder, 'data'),
      LEADFLOW_WORKSPACE: join(home.folder, 'flows'),
      LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${home.simulatorPort}`,
      LEADFLOW_LOG: 'error',
      // A torture's folder may be on a small disk.
      LEADFLOW_MIN_FREE_MB: '0',
      ...env,
    },
  });
}

/** What a child says, the newest lines of both streams. */
interface Sayings {
  join: (between: string) => string;
  /** Standard output alone. */
  printed: () => string;
}

function sayings(child: ChildProcess): Sayings {
  const both: string[] = [];
  const printed: string[] = [];
  for (const [stream, kept] of [
    [child.stdout, [both, printed]],
    [child.stderr, [both]],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      for (const each of kept) {
        each.push(chunk.toString());
        if (each.length > 200) each.shift();
      }
    });
  }
  return { join: (between) => both.join(between), printed: () => printed.join('') };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Waits so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
