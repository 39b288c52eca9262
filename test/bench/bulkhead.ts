// Fifty connections to slow receivers beside a fast one: whether the leads of the fast one are answered as quickly as alone.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSource, createToken, type Home, pause, type RunningServer } from '../torture/leadflow-process.ts';
import { leadOf } from './leads.ts';
import { keep } from './report.ts';
import { type Contender, type Numbers, type Options, round } from './windows.ts';

const SLOW = 50;
/** How long a slow receiver takes, and how often each gets a lead, milliseconds. */
const ANSWER_MS = 2000;
const EVERY_MS = 1000;
/** Fewer than the server can take: what is measured is a wait for others, not a full machine. */
const FAST_CONNECTIONS = 4;
const SHORTEST_WINDOW_S = 6;

/** The slow receivers: one listener at fifty addresses of this machine, so fifty origins. */
export interface SlowReceivers {
  port: number;
  close: () => Promise<void>;
}

/** Starts them, and writes a connection and a flow for each into the workspace, before its first start. */
export async function addSlowReceivers({ folder }: Home): Promise<SlowReceivers> {
  const server = createServer((request, response) => {
    request.resume();
    setTimeout(() => response.setHeader('Content-Type', 'application/json').end('{"success":true}'), ANSWER_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  for (let n = 1; n <= SLOW; n += 1) await addSlow(join(folder, 'flows'), n, port);
  return {
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function addSlow(workspace: string, n: number, port: number): Promise<void> {
  const host = `127.0.1.${n}:${port}`;
  const connection = [
    'leadflow: 1',
    `name: Slow ${n}`,
    'scheme: http',
    `host: ${host}`,
    `allow: ["127.0.1.${n}/32:${port}"]`,
    'endpoints:',
    '  post: { name: Post, method: POST, path: /leads, timeoutMs: 10000 }',
    '',
  ];
  const flow = [
    'leadflow: 1',
    `name: Bench slow ${n}`,
    'nodes:',
    `  lead-in:  { type: webhook, config: { path: bench/slow-${n}, answer: accept } }`,
    `  post:     { type: http-request, config: { connection: slow-${n}, endpoint: post, body: lead } }`,
    '  end:      { type: stop, config: { outcome: accepted, reason: Done. } }',
    'edges:',
    '  - lead-in.lead -> post',
    '  - post.answered -> end',
    '',
  ];
  await writeFile(join(workspace, 'connections', `slow-${n}.yaml`), connection.join('\n'));
  await mkdir(join(workspace, `bench-slow-${n}`));
  await writeFile(join(workspace, `bench-slow-${n}`, 'flow.yaml'), flow.join('\n'));
}

/** Windows without and with the slow ones, in turns, so that a slow minute of the machine falls on both. */
export async function bulkhead(
  server: RunningServer,
  fast: Contender,
  { numbers, options }: { numbers: Numbers; options: Options },
): Promise<boolean> {
  const token = await createToken(server.home);
  const keys = await Promise.all(
    Array.from({ length: SLOW }, (_, i) => createSource(server, token, `bench-slow-${i + 1}`)),
  );
  const seconds = Math.max(options.seconds, SHORTEST_WINDOW_S);
  const window = { ...options, connections: FAST_CONNECTIONS, seconds };
  const [alone, beside]: [number[], number[]] = [[], []];
  for (let n = 0; n < options.rounds; n += 1) {
    alone.push((await round(fast, numbers, window)).p99);
    const stop = sendSlowly(server, keys);
    await pause(2 * ANSWER_MS);
    beside.push((await round(fast, numbers, window)).p99);
    await stop();
    // What is under way still must not fall into the next window.
    await pause(2 * ANSWER_MS);
  }
  const [without, withThem] = [median(alone), median(beside)];
  console.log(
    `\nBeside ${SLOW} slow receivers: p99 ${without.toFixed(2)} ms alone, ${withThem.toFixed(2)} ms with them`,
  );
  return keep('p99 of a fast receiver beside 50 slow ones, of the one alone', withThem / without, { most: 1.2 });
}

/** Sends each slow flow a lead every second, spread over it, until it is stopped. */
function sendSlowly(server: RunningServer, keys: readonly string[]): () => Promise<void> {
  const under = new Set<Promise<unknown>>();
  let next = 0;
  const timer = setInterval(() => {
    const n = next % keys.length;
    next += 1;
    const headers = { 'Content-Type': 'application/json', 'X-Leadflow-Key': keys[n] ?? '' };
    const init = { method: 'POST', headers, body: JSON.stringify(leadOf(n)) };
    const sent = fetch(`${server.url}/in/bench/slow-${n + 1}`, init).then((answer) => answer.text());
    under.add(sent.finally(() => under.delete(sent)));
  }, EVERY_MS / keys.length);
  return async () => {
    clearInterval(timer);
    await Promise.all(under);
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
