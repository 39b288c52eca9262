// Hands the engine's events to everyone who reads them, and remembers the last ones for those who come back.
import type { ServerResponse } from 'node:http';
import type { Engine, RunEvent } from '../engine/engine.ts';
import { EventClient, type Topics } from './event-client.ts';
import { type LiveEvent, ShownRuns } from './shown-runs.ts';

const REMEMBERED = 1000;
const EDGES_MS = 250;
const HEARTBEAT_MS = 15_000;
/** A browser that lost the stream asks again after this long. */
const RETRY_MS = 2000;

/** A reader about to be connected. */
export interface Reader {
  topics: Topics;
  /** Its Last-Event-ID, where it comes back. */
  lastSeq: number | undefined;
  /** Asked at every heartbeat; a stream outlives neither its session nor its user. */
  stillAllowed: () => Promise<boolean>;
}
/** The live streams of one server. */
export interface EventHub {
  connect(response: ServerResponse, reader: Reader): void;
}

/** How long the engine is followed after the last reader left, so that one who comes back misses nothing, milliseconds. */
const LINGER_MS = 60_000;

/** Follows the engine while somebody reads, and a minute longer; at `stopping` every stream ends. Milliseconds. */
export function createEventHub(
  engine: Pick<Engine, 'watch'>,
  stopping: AbortSignal,
  heartbeatMs = HEARTBEAT_MS,
): EventHub {
  const clients = new Map<EventClient, Reader>();
  let ring: LiveEvent[] = [];
  let shown = new ShownRuns();
  let unwatch: (() => void) | undefined;
  let lastRead = 0;
  const take = (given: readonly RunEvent[]) => {
    const events = given.map((event) => shown.mark(event));
    ring.push(...events);
    // Cut in large pieces: moving a thousand places for each event would cost more than keeping some too many.
    if (ring.length > 2 * REMEMBERED) ring = ring.slice(-REMEMBERED);
    for (const client of clients.keys()) client.take(events);
  };
  // Making events costs each lead a little; while nobody has read for a minute, none are made.
  const rest = () => {
    unwatch?.();
    unwatch = undefined;
    ring = [];
    shown = new ShownRuns();
  };
  const edges = setInterval(() => {
    for (const client of clients.keys()) client.flushEdges();
  }, EDGES_MS).unref();
  const heart = setInterval(() => {
    for (const [client, reader] of clients) void beat(client, reader);
    if (clients.size > 0) lastRead = Date.now();
    else if (Date.now() - lastRead > LINGER_MS) rest();
  }, heartbeatMs).unref();

  stopping.addEventListener('abort', () => {
    rest();
    clearInterval(edges);
    clearInterval(heart);
    for (const client of clients.keys()) client.end();
    clients.clear();
  });

  return {
    connect(response, reader) {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // Nginx would gather events until its buffer is full.
        'X-Accel-Buffering': 'no',
      });
      response.write(`retry: ${RETRY_MS}\n\n`);
      const client = new EventClient(response, reader.topics);
      if (reader.lastSeq !== undefined) catchUp(client, ring, reader.lastSeq);
      if (stopping.aborted) return client.end();
      unwatch ??= engine.watch(take);
      lastRead = Date.now();
      clients.set(client, reader);
      response.on('close', () => clients.delete(client));
    },
  };
}

async function beat(client: EventClient, reader: Reader): Promise<void> {
  // A store that cannot answer just now is no reason to cut the readers off.
  const allowed = await reader.stillAllowed().catch(() => true);
  if (allowed) client.heartbeat();
  else client.end();
}

/** Sends what was missed, or `reload` where that is no longer known (also after a restart: the ring begins empty). */
function catchUp(client: EventClient, ring: readonly LiveEvent[], lastSeq: number): void {
  const oldest = ring[0]?.event;
  if (oldest && lastSeq >= oldest.seq) client.take(ring.filter(({ event }) => event.seq > lastSeq));
  else client.reload(ring.at(-1)?.event.seq ?? lastSeq);
}
