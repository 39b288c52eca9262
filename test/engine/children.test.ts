// Parents and children in simulated worlds: crashes, failed commits and cancels at any moment, and each child once.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDocument, FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { type Drawn, node, stop } from '../support/drawn-flows.ts';
import { type Releases, readReleases } from '../torture/simulation/releases.ts';
import { VirtualTime } from '../torture/simulation/virtual-time.ts';
import { live } from '../torture/simulation/world.ts';

/** Worlds that each test lives through; the long torture lives through thousands. */
const SEEDS = 12;

let folder: string;
const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
const REAL = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
const dateNow = Date.now;
const performanceNow = performance.now;
beforeAll(() => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'leadflow-children-'));
  const db = new Database(join(folder, 'empty.db'), { readOnly: false });
  migrate(db);
  db.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
});
afterEach(() => {
  Object.assign(globalThis, REAL);
  Date.now = dateNow;
  performance.now = performanceNow;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULES = [
  { path: 'success', value: 'true', outcome: 'accepted' },
  { path: 'success', value: 'false', outcome: 'rejected' },
];
const ASK = { connection: 'receiver', endpoint: 'find-lead', body: 'lead' };

/** Asks a receiver, and says what it said. */
const BUYER: Drawn = {
  nodes: {
    in: node('when-called'),
    ask: node('http-request', ASK, { retry: { attempts: 2, backoff: '200ms..2s' } }),
    read: node('response-parse', { from: 'steps.ask', as: 'json', rules: RULES as unknown as Json }),
    yes: stop('accepted'),
    no: stop('rejected'),
    odd: stop('error'),
  },
  edges: [
    'in.lead>ask',
    'ask.answered>read',
    'read.accepted>yes',
    'read.rejected>no',
    'read.unrecognised>odd',
    'read.unreadable>odd',
  ],
};
const DESK: Drawn = {
  nodes: { in: node('when-called'), end: stop('error', '=lead.error.says') },
  edges: ['in.lead>end'],
};

function caller(own: FlowNode, more: Partial<FlowDocument> = {}): Drawn {
  const nodes = { in: node('webhook', { path: 'caller' }), call: own, yes: stop('accepted'), no: stop('rejected') };
  const refused = own.type === 'for-each' ? 'none' : own.type === 'parallel' ? 'refused' : 'rejected';
  return { nodes, edges: ['in.lead>call', 'call.accepted>yes', `call.${refused}>no`], more };
}

const branch = (name: string) => ({ name, flow: 'buyer' });
const CALLERS: Record<string, FlowNode> = {
  'one flow': node('call-flow', { flow: 'buyer' }),
  'buyers in order': node('for-each', { items: '[1, 2, 3]', flow: 'buyer', until: 'first-accepted' }),
  'a whole list, two at a time': node('for-each', { items: '[1, 2, 3, 4, 5]', flow: 'buyer', concurrency: 2 }),
  'all at once, until the first': node('parallel', {
    branches: [branch('one'), branch('two'), branch('three')] as unknown as Json,
    until: 'first-accepted',
  }),
};

describe('a step that calls', () => {
  it.each(Object.entries(CALLERS))(
    '%s comes to one end in every world, and starts each child once',
    async (_, own) => {
      const releases = compile({ caller: caller(own, { onError: 'desk' }), buyer: BUYER, desk: DESK });
      const faults: string[] = [];
      let runs = 0;
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const end = await live({ seed, time: fresh(), releases, folder, empty: 'empty.db' });
        runs += end.counts.accepted;
        faults.push(...end.faults.map((fault) => `seed ${seed}: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(runs).toBeGreaterThan(SEEDS * 4);
    },
    60_000,
  );
});

function fresh(): VirtualTime {
  const own = new VirtualTime();
  own.install();
  return own;
}

/** Releases whose hash is their slug; each may call all the others. */
function compile(drawn: Record<string, Drawn>): Releases {
  const { connection } = readReleases();
  const flows = Object.fromEntries(Object.keys(drawn).map((slug) => [slug, slug]));
  const endpoints: Record<string, JsonObject> = {};
  for (const [name, endpoint] of Object.entries(connection('receiver')?.document.endpoints ?? {}))
    endpoints[`receiver/${name}`] = { ...endpoint } as unknown as JsonObject;
  const releases = Object.entries(drawn).map(([flow, { nodes, edges, more = {} }]) => {
    const wires = edges.map((text) => {
      const [exit = '', to = ''] = text.split('>');
      const [from = '', port = ''] = exit.split('.');
      return { from, port, to };
    });
    const document: FlowDocument = { leadflow: 1, name: flow, ...more, nodes, edges: wires };
    const bundle = { document, files: {}, layout: { nodes: {} } };
    const content = { flow, name: flow, version: 1, bundle, adaptors: {}, endpoints, flows };
    return [flow, compileRelease(content, flow, makeLeadCheck)] as const;
  });
  return { bySlug: new Map(releases), connection };
}
