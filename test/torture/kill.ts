// `node test/torture/kill.ts`: kills the server with -9 in the middle of a load, several times, and looks for lost leads.
import { parseArgs } from 'node:util';
import { leadOf, phoneOf } from '../bench/leads.ts';
import { startReceiver } from '../simulators/receiver.ts';
import { type Acknowledged, type Findings, inspect, settled } from './inspect.ts';
import {
  createSource,
  createToken,
  makeHome,
  pause,
  type RunningServer,
  removeHome,
  startServer,
} from './leadflow-process.ts';

/** How hard to try. `say` is told what happens. */
export interface TortureOptions {
  leads: number;
  kills: number;
  connections: number;
  say: (line: string) => void;
}

interface Load {
  options: TortureOptions;
  key: string;
  /** Null while there is no server. */
  server: RunningServer | null;
  /** Indexes that were not acknowledged yet. */
  queue: number[];
  acknowledged: Acknowledged[];
  /** Requests whose answer never came. */
  unknown: number;
}

/** Runs the whole torture: answers what was found wrong. A server that does not come back rejects. */
export async function torture(options: TortureOptions): Promise<Findings> {
  const simulator = await startReceiver({ port: 0, quiet: true });
  const home = await makeHome(simulator.port);
  let server = await startServer(home);
  try {
    const token = await createToken(home);
    const key = await createSource(server, token, 'duplicate-lead-check');
    const queue = Array.from({ length: options.leads }, (_, n) => n);
    const load: Load = { options, key, server, queue, acknowledged: [], unknown: 0 };
    const lanes = Array.from({ length: options.connections }, () => lane(load));
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await acknowledgedAtLeast(load, Math.floor((options.leads * kill) / (options.kills + 1)));
      load.server = null;
      await server.end('SIGKILL');
      options.say(`Killed after ${load.acknowledged.length} acknowledged leads.`);
      server = await startServer(home);
      load.server = server;
    }
    await Promise.all(lanes);
    await settled(server, token);
    const simulatorUrl = `http://127.0.0.1:${simulator.port}`;
    return {
      ...(await inspect({ server, token, simulatorUrl, acknowledged: load.acknowledged })),
      unknown: load.unknown,
    };
  } finally {
    await server.end('SIGKILL');
    await simulator.close();
    await removeHome(home);
  }
}

async function lane(load: Load): Promise<void> {
  for (let index = load.queue.shift(); index !== undefined; index = load.queue.shift()) {
    const answer = await send(load, index);
    if (answer) load.acknowledged.push(answer);
    else {
      // Not known: it is sent again with the same key, as a careful source does.
      load.queue.push(index);
      await pause(20);
    }
  }
}

async function send(load: Load, index: number): Promise<Acknowledged | undefined> {
  if (!load.server) return undefined;
  const headers = {
    'Content-Type': 'application/json',
    'X-Leadflow-Key': load.key,
    'Idempotency-Key': `torture-${index}`,
  };
  try {
    const body = JSON.stringify(leadOf(index));
    const answer = await fetch(`${load.server.url}/in/acme/leads`, { method: 'POST', headers, body });
    const { success } = (await answer.json()) as { success?: boolean };
    // 409: the same lead is being worked on; 503: the server has just started, or is full. Anything else is an answer.
    if (answer.status === 409 || answer.status === 503) return undefined;
    return { phone: phoneOf(index), status: answer.status, success: success === true };
  } catch {
    load.unknown += 1;
    return undefined;
  }
}

async function acknowledgedAtLeast(load: Load, leads: number): Promise<void> {
  while (load.acknowledged.length < leads) await pause(2);
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { leads: text, kills: text, connections: text } });
  const options = {
    leads: Number(values.leads ?? 500),
    kills: Number(values.kills ?? 4),
    connections: Number(values.connections ?? 32),
    say: (line: string) => console.log(line),
  };
  const { faults, ...numbers } = await torture(options);
  console.log(numbers);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  if (faults.length === 0)
    console.log('No acknowledged lead is missing, none is there twice, no call was repeated in silence.');
  process.exitCode = faults.length === 0 ? 0 : 1;
}
