// Live events: what each reader gets, how it resumes, and what becomes of one that is too slow.
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../server/engine/engine.ts';
import { change } from '../../server/store/admin-ops.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
let open: ClientRequest[] = [];
beforeEach(async () => {
  api = await startApi();
});
afterEach(async () => {
  for (const request of open) request.destroy();
  open = [];
  await api.close();
});

interface Stream {
  response: IncomingMessage;
  text(): string;
  /** Resolves when the text matches. */
  until(pattern: RegExp): Promise<string>;
}

async function read(topics: string, headers: Record<string, string> = {}): Promise<Stream> {
  const all = { authorization: `Bearer ${api.tokens.viewer}`, ...headers };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = get(`${api.url}/api/events?topics=${topics}`, { headers: all }, resolve).on('error', reject);
  open.push(request);
  const response = await promise;
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('error', () => {});
  const stream: Stream = {
    response,
    text: () => text,
    async until(pattern) {
      await expect.poll(() => text, { timeout: 5000 }).toMatch(pattern);
      return text;
    },
  };
  await stream.until(/retry: \d+\n\n/);
  return stream;
}

function event(seq: number, more: Partial<RunEvent> = {}): RunEvent {
  return { seq, run: 'run-1', flow: 'first-flow', type: 'finished', at: 0, ...more };
}
const seqsIn = (text: string): number[] =>
  [...text.matchAll(/^data: (\{"seq".*)$/gm)].map(([, data]) => JSON.parse(data ?? '').seq);

describe('a reader', () => {
  it('of all runs gets how they begin and end, and not their steps', async () => {
    const stream = await read('runs');
    expect(stream.response.headers['content-type']).toContain('text/event-stream');
    api.emit([
      event(1, { type: 'accepted' }),
      event(2, { type: 'step', node: 'a', port: 'b' }),
      event(3, { outcome: 'accepted' }),
    ]);
    const text = await stream.until(/"seq":3/);
    expect(seqsIn(text)).toEqual([1, 3]);
    expect(text).toContain('id: 3\nevent: run\ndata: {"seq":3,"run":"run-1"');
    expect(text).toContain('"at":"1970-01-01T00:00:00.000Z"');
  });

  it('of one run gets its steps and nothing of others', async () => {
    const stream = await read('run:run-1');
    api.emit([event(1, { type: 'step' }), event(2, { run: 'run-2' }), event(3)]);
    expect(seqsIn(await stream.until(/"seq":3/))).toEqual([1, 3]);
  });

  it('of a child run gets its steps too', async () => {
    const child = 'run-1.buyers.3';
    const stream = await read(`run:${child}`);
    api.emit([event(1, { type: 'step', run: child }), event(2), event(3, { run: child })]);
    expect(seqsIn(await stream.until(/"seq":3/))).toEqual([1, 3]);
  });

  it('of a flow gets how many leads left each port, added up', async () => {
    const stream = await read('flow:first-flow');
    const passed = { type: 'step', node: 'ask', port: 'answered' } as const;
    api.emit([event(1, passed), event(2, passed), event(3, { ...passed, flow: 'second-flow' })]);
    api.emit([event(4, { ...passed, port: 'error' })]);
    const text = await stream.until(/event: edges/);
    expect(text).toContain('data: {"flow":"first-flow","counts":{"ask.answered":2,"ask.error":1}}');
    expect(seqsIn(text)).toEqual([]);
  });

  it('of a flow is shown one run at a time, step by step, and no more than one a second', async () => {
    const stream = await read('flow:first-flow');
    const accepted = (seq: number, run: string, at: number) => event(seq, { type: 'accepted', run, at });
    api.emit([
      event(1, { type: 'accepted', run: 'a', flow: 'second-flow' }),
      accepted(2, 'b', 0),
      event(3, { type: 'call', run: 'b', node: 'ask', at: 10 }),
      accepted(4, 'c', 20),
      event(5, { type: 'step', run: 'c', node: 'ask', port: 'answered', at: 30 }),
      event(6, { run: 'b', at: 40 }),
      accepted(7, 'd', 500),
      accepted(8, 'e', 1000),
      event(9, { type: 'waiting', run: 'e', node: 'ask', at: 1010 }),
      event(10, { type: 'step', run: 'e', node: 'ask', port: 'answered', at: 1500 }),
      accepted(11, 'f', 2500),
      event(12, { type: 'call', run: 'e', node: 'tell', at: 2600 }),
      accepted(13, 'g', 30_900),
      accepted(14, 'h', 31_100),
    ]);
    expect(seqsIn(await stream.until(/"seq":14/))).toEqual([2, 3, 6, 8, 9, 10, 12, 14]);
  });

  it('of a topic that is none is refused', async () => {
    for (const topics of ['everything', 'run:', 'runs,flow:a/b', '']) {
      const got = await api.call('get', `/events?topics=${topics}`, { as: 'viewer' });
      expect([topics, got.status]).toEqual([topics, 422]);
    }
  });
});

describe('a reader that comes back', () => {
  it('gets what it missed', async () => {
    // Events are remembered from the first reader on, and for a minute after the last.
    await read('runs');
    api.emit([event(5), event(6)]);
    api.emit([event(7)]);
    const stream = await read('runs', { 'last-event-id': '5' });
    expect(seqsIn(await stream.until(/"seq":7/))).toEqual([6, 7]);
  });

  it('is shown the rest of the run that it saw begin, and no count twice', async () => {
    const first = await read('flow:first-flow');
    api.emit([
      event(1, { type: 'accepted', run: 'a' }),
      event(2, { type: 'step', run: 'a', node: 'ask', port: 'answered' }),
    ]);
    const seen = await first.until(/event: edges/);
    api.emit([event(3, { type: 'accepted', run: 'b', at: 500 }), event(4, { run: 'a', at: 600 })]);
    const last = [...seen.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
    const stream = await read('flow:first-flow', { 'last-event-id': last });
    expect(seqsIn(await stream.until(/"seq":4/))).toEqual([4]);
    api.emit([event(5, { type: 'step', run: 'a', node: 'tell', port: 'answered' })]);
    await stream.until(/event: edges\ndata: \{"flow":"first-flow","counts":\{"tell.answered":1\}\}/);
  });

  it('is told to reload where nobody remembers what it missed', async () => {
    const afterRestart = await read('runs', { 'last-event-id': '5' });
    await afterRestart.until(/event: reload/);
    for (let seq = 1; seq <= 3000; seq += 1) api.emit([event(seq)]);
    const tooOld = await read('runs', { 'last-event-id': '5' });
    await tooOld.until(/id: 3000\nevent: reload/);
    expect(seqsIn(tooOld.text())).toEqual([]);
  });

  it('never resumes in the middle of a commit', async () => {
    const stream = await read('run:run-1');
    api.emit([event(8, { type: 'step' }), event(8, { type: 'call' }), event(8), event(9)]);
    const text = await stream.until(/"seq":9/);
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['8', '9']);
    expect(seqsIn(text)).toEqual([8, 8, 8, 9]);
  });
});

describe('a reader that is too slow', () => {
  it('is told to reload, and the server keeps at most a thousand events for it', async () => {
    const stream = await read('runs');
    stream.response.pause();
    // Each event is large, so that the sockets' buffers fill before ten thousand of them.
    const outcome = 'x'.repeat(2000);
    for (let seq = 1; seq <= 10_000; seq += 1) {
      api.emit([event(seq, { outcome })]);
      if (seq % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    stream.response.resume();
    const text = await stream.until(/event: reload/);
    expect(text).toContain('id: 10000\nevent: reload');
    expect(seqsIn(text).length).toBeLessThan(10_000);
    api.emit([event(10_001)]);
    await stream.until(/"seq":10001/);
  });
});

describe('a stream', () => {
  it('needs a session', async () => {
    expect((await api.call('get', '/events?topics=runs')).status).toBe(401);
  });

  it('beats, and ends at the next beat after its token was revoked', async () => {
    await api.close();
    api = await startApi({ heartbeatMs: 200 });
    const stream = await read('runs');
    await expect.poll(stream.text).toContain(': still here');
    const [token] = api.store.db.all("SELECT id FROM token WHERE name = 'test viewer'");
    await change(api.store, 'token.remove', { id: String(token?.id), by: 'test' });
    await expect.poll(() => stream.response.complete).toBe(true);
  });

  it('ends when the server stops', async () => {
    const stream = await read('runs');
    const ended = new Promise((resolve) => stream.response.on('close', resolve));
    await api.close();
    await ended;
    api = await startApi();
  });
});
