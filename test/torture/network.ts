// `node test/torture/network.ts`: every fault that a network can put between a call and its answer, and what the run says.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalRecord } from '../../server/run/records.ts';
import { leadOf, phoneOf } from '../bench/leads.ts';
import { countOf, type Evidence, evidenceIn } from './evidence.ts';
import { databaseOf, exampleKey, pause, type RunningServer } from './leadflow-process.ts';
import { NETWORK_FAULTS } from './network-faults.ts';
import { type SpoilingProxy, startProxy } from './proxy.ts';
import { makeScene, type Scene } from './scene.ts';

/** What one fault came to, for each of the two policies. */
export interface NetworkFinding {
  fault: string;
  says: string;
}

/** What came of all. */
export interface NetworkFindings {
  faults: number;
  calls: number;
  wrong: NetworkFinding[];
}

/** A call may take so long, milliseconds. */
const TIMEOUT_MS = 1500;
const POLICIES = ['hold', 'retry'] as const;
type Policy = (typeof POLICIES)[number];

/** Sends a lead through each fault, once where an unknown outcome is held and once where it is tried again. */
export async function spoilNetwork(): Promise<NetworkFindings> {
  const scene = await makeScene();
  const proxies: SpoilingProxy[] = [];
  try {
    const cases: { fault: string; policy: Policy; proxy: SpoilingProxy; index: number }[] = [];
    for (const [fault, { fault: spoil }] of Object.entries(NETWORK_FAULTS)) {
      for (const policy of POLICIES) {
        // A receiver of its own for each: what broke often is left alone for a while.
        const proxy = await startProxy(scene.simulator.port, spoil);
        proxies.push(proxy);
        await draw(scene, `${fault}-${policy}`, { port: proxy.port, policy });
        cases.push({ fault, policy, proxy, index: cases.length });
      }
    }
    const allow = proxies.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const server = await scene.start({ env: { LEADFLOW_EGRESS_ALLOW: allow, LEADFLOW_SYNC_LIMIT_MS: '200' } });
    await Promise.all(
      cases.map(({ fault, policy, index }) => send(scene, server, { slug: `${fault}-${policy}`, index })),
    );
    await ended(scene);
    const evidence = evidenceIn(databaseOf(scene.home));
    const wrong = cases.flatMap((each) =>
      wrongOf(evidence, each).map((says) => ({ fault: `${each.fault} (${each.policy})`, says })),
    );
    const { faults } = await scene.look({ acknowledged: [], quiet: true });
    const calls = proxies.reduce((sum, proxy) => sum + proxy.requests(), 0);
    const lawless = faults
      .filter((fault) => !fault.includes('in silence'))
      .map((says) => ({ fault: 'the store', says }));
    return { faults: Object.keys(NETWORK_FAULTS).length, calls, wrong: [...wrong, ...lawless] };
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await scene.end();
  }
}

/** What is not as it must be: the class of the outcome, how often it was sent, and how the run stands. */
function wrongOf(
  { runs }: Evidence,
  at: { fault: string; policy: Policy; proxy: SpoilingProxy; index: number },
): string[] {
  const expect = NETWORK_FAULTS[at.fault]?.expect;
  const run = runs.find(({ phone }) => phone === phoneOf(at.index));
  if (!run) return ['Its lead is not there.'];
  const first = run.records.find((record) => record.t === 'answered' || record.t === 'failed');
  const said = classOf(first);
  const requests = expect === 'unknown' && at.policy === 'retry' ? 2 : 1;
  const state = expect === 'unknown' && at.policy === 'hold' ? 'held' : 'finished';
  return [
    ...(said === expect ? [] : [`The call was ${said}, not ${expect}: ${JSON.stringify(first)?.slice(0, 300)}`]),
    ...(at.proxy.requests() === requests ? [] : [`It was sent ${at.proxy.requests()} times, not ${requests}.`]),
    ...(run.state === state ? [] : [`The run is ${run.state}, not ${state}.`]),
  ];
}

function classOf(record: JournalRecord | undefined): string {
  if (record?.t === 'answered') return 'answered';
  if (record?.t === 'failed') return record.sent === 'no' ? 'not sent' : 'unknown';
  return 'without an end';
}

async function ended(scene: Scene): Promise<void> {
  const until = performance.now() + 20_000;
  while (countOf(databaseOf(scene.home), ['running', 'waiting']) > 0 && performance.now() < until) await pause(50);
}

async function send(
  scene: Scene,
  server: RunningServer,
  { slug, index }: { slug: string; index: number },
): Promise<void> {
  const key = await exampleKey(scene.home, slug);
  const headers = { 'Content-Type': 'application/json', 'X-Leadflow-Key': key };
  const init = { method: 'POST', headers, body: JSON.stringify(leadOf(index)) };
  await (await fetch(`${server.url}/in/fault/${slug}`, init)).text();
}

/** Writes a connection to the proxy, and a flow that calls it. */
async function draw(scene: Scene, slug: string, { port, policy }: { port: number; policy: Policy }): Promise<void> {
  const workspace = join(scene.home.folder, 'flows');
  const connection = [
    'leadflow: 1',
    `name: ${slug}`,
    'scheme: http',
    `host: 127.0.0.1:${port}`,
    'endpoints:',
    `  post: { name: Post, method: POST, path: /acme/leads/insert, timeoutMs: ${TIMEOUT_MS} }`,
  ];
  const flow = [
    'leadflow: 1',
    `name: ${slug}`,
    'nodes:',
    `  in: { type: webhook, config: { path: fault/${slug} } }`,
    '  post:',
    '    type: http-request',
    `    config: { connection: ${slug}, endpoint: post, body: lead }`,
    '    retry: { attempts: 3, backoff: 100ms..300ms }',
    `    onUnknown: ${policy}`,
    '  told: { type: respond, config: {} }',
    'edges:',
    '  - in.lead -> post',
    '  - post.answered -> told',
  ];
  await writeFile(join(workspace, 'connections', `${slug}.yaml`), `${connection.join('\n')}\n`);
  await mkdir(join(workspace, slug));
  await writeFile(join(workspace, slug, 'flow.yaml'), `${flow.join('\n')}\n`);
}

if (import.meta.main) {
  const { wrong, ...figures } = await spoilNetwork();
  console.log(figures);
  for (const { fault, says } of wrong) console.log(`FAULT: ${fault}: ${says}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
