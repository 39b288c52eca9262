// The load generator, a process of its own: sends unique leads over keep-alive connections and measures the answers.
import { createHistogram } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Connection } from './connection.ts';
import { leadOf } from './leads.ts';

/** What one load came to. Times are milliseconds. */
export interface LoadResult {
  leads: number;
  failed: number;
  seconds: number;
  p50: number;
  p99: number;
  /** Index of the first lead that was not sent. */
  next: number;
  /** An answer or fault that was not a success, to look at. */
  example: string;
}

interface Order {
  url: URL;
  key: string;
  /** Sent with each lead, beside the lead's own. */
  fields: Readonly<Record<string, string>>;
  connections: number;
  offset: number;
  /** Ends the load: so many leads, or so many seconds after the warm-up. */
  leads: number;
  seconds: number;
  warmUp: number;
}

interface Tally {
  next: number;
  last: number;
  leads: number;
  failed: number;
  example: string;
  stop: boolean;
  latency: ReturnType<typeof createHistogram>;
}

/** Sends the load; `onWarm` is called when the measured window opens. */
export async function sendLoad(order: Order, onWarm: () => void): Promise<LoadResult> {
  const last = order.leads > 0 ? order.offset + order.leads : Number.POSITIVE_INFINITY;
  const tally: Tally = freshTally(order.offset, last);
  const lanes = Array.from({ length: order.connections }, () => lane(order, tally));
  if (order.leads === 0) await after(order.warmUp);
  Object.assign(tally, { leads: 0, failed: 0, example: '' });
  tally.latency.reset();
  const from = performance.now();
  onWarm();
  if (order.leads === 0) await after(order.seconds);
  else await Promise.all(lanes);
  const result = resultOf(tally, (performance.now() - from) / 1_000);
  tally.stop = true;
  await Promise.all(lanes);
  return { ...result, next: tally.next };
}

async function lane(order: Order, tally: Tally): Promise<void> {
  let connection = new Connection(Number(order.url.port));
  while (!tally.stop && tally.next < tally.last) {
    const request = requestOf(order, tally.next);
    tally.next += 1;
    const from = process.hrtime.bigint();
    try {
      const heard = await connection.ask(request);
      tally.latency.record(process.hrtime.bigint() - from);
      tally.leads += 1;
      if (!heard.success) fail(tally, `status ${heard.status}`);
    } catch (fault) {
      fail(tally, String(fault));
      connection.close();
      // A server that refuses is given a moment; without it the lanes would spin.
      await after(0.05);
      connection = new Connection(Number(order.url.port));
    }
  }
  connection.close();
}

function fail(tally: Tally, example: string): void {
  tally.failed += 1;
  tally.example = example;
}

function requestOf(order: Order, index: number): string {
  const body = JSON.stringify({ ...leadOf(index), ...order.fields });
  return [
    `POST ${order.url.pathname} HTTP/1.1`,
    `Host: ${order.url.host}`,
    'Content-Type: application/json',
    `X-Leadflow-Key: ${order.key}`,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function freshTally(next: number, last: number): Tally {
  return { next, last, leads: 0, failed: 0, example: '', stop: false, latency: createHistogram() };
}

function resultOf(tally: Tally, seconds: number): Omit<LoadResult, 'next'> {
  const { leads, failed, example, latency } = tally;
  return { leads, failed, example, seconds, p50: latency.percentile(50) / 1e6, p99: latency.percentile(99) / 1e6 };
}

function after(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      url: text,
      key: text,
      fields: text,
      connections: text,
      offset: text,
      leads: text,
      seconds: text,
      'warm-up': text,
    },
  });
  const order: Order = {
    url: new URL(values.url ?? ''),
    key: values.key ?? '',
    fields: JSON.parse(values.fields ?? '{}') as Record<string, string>,
    connections: Number(values.connections ?? 64),
    offset: Number(values.offset ?? 0),
    leads: Number(values.leads ?? 0),
    seconds: Number(values.seconds ?? 5),
    warmUp: Number(values['warm-up'] ?? 2),
  };
  const result = await sendLoad(order, () => console.log(JSON.stringify({ event: 'warm' })));
  console.log(JSON.stringify({ event: 'done', result }));
}
