// Sends every kind of bomb to a server in a process of its own while ordinary leads go on, and prints what that costs them.
// Run it with `node test/torture/bombs.ts [rounds]`.
import { STOPPED } from '../expression/bombs.ts';
import { startReceiver } from '../simulators/receiver.ts';
import { flowWith, LIGHT } from '../support/bomb-flows.ts';
import {
  api,
  createSource,
  createToken,
  makeHome,
  pause,
  type RunningServer,
  removeHome,
  startServer,
} from './leadflow-process.ts';

/** How long ordinary leads are measured alone, milliseconds. */
const ALONE_MS = 5000;
/** Between two ordinary leads of one kind, milliseconds. */
const GAP_MS = 10;
/** Of one node: the third kill pauses it, and its leads wait. */
const DEFAULT_ROUNDS = 3;

interface Bench {
  server: RunningServer;
  token: string;
  keys: Map<string, string>;
}

/** Times of requests, milliseconds. */
type Times = Record<'health' | keyof typeof LIGHT, number[]>;

async function main(rounds: number): Promise<void> {
  const receiver = await startReceiver({ port: 0, quiet: true });
  const home = await makeHome(receiver.port);
  const server = await startServer(home);
  try {
    const bench = { server, token: await createToken(home), keys: new Map<string, string>() };
    for (const [at, { text }] of STOPPED.entries()) await publish(bench, `bomb-${at}`, text);
    for (const [slug, text] of Object.entries(LIGHT)) await publish(bench, slug, text);
    // Once around, so that nothing is measured that happens at a first time only.
    await measure(bench, pause(1000));
    const alone = await measure(bench, pause(ALONE_MS));
    const began = performance.now();
    const bombs = goOff(bench, rounds);
    const meanwhile = await measure(bench, bombs);
    print({ alone, meanwhile, runs: await bombs, seconds: (performance.now() - began) / 1000 });
    const alive = await (await fetch(`${server.url}/readyz`)).json();
    console.info(`The server is ${JSON.stringify(alive)} with process ${server.pid} still the same.`);
    process.exitCode = (await failuresOf(bench, await bombs)) ? 1 : 0;
  } finally {
    await server.end('SIGTERM');
    await receiver.close();
    await removeHome(home);
  }
}

async function publish({ server, token, keys }: Bench, slug: string, text: string): Promise<void> {
  const body = { name: slug, slug, bundle: flowWith(slug, text) };
  const { rev } = (await api(server, token, { method: 'POST', path: '/api/flows', body })) as { rev: number };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'If-Match': `"${rev}"` };
  const published = await fetch(`${server.url}/api/flows/${slug}/publish`, { method: 'POST', headers, body: '{}' });
  if (!published.ok) throw new Error(`${slug} was not published: ${await published.text()}`);
  keys.set(slug, await createSource(server, token, slug));
}

/** Every kind at once, round after round; answers the ids of the runs. */
async function goOff(bench: Bench, rounds: number): Promise<string[]> {
  const runs: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sent = await Promise.all(STOPPED.map((_bomb, at) => send(bench, `bomb-${at}`, { round })));
    runs.push(...sent);
  }
  return runs;
}

/** Ordinary leads, and bare requests, one after the other of each kind until the work is done. */
async function measure(bench: Bench, until: Promise<unknown>): Promise<Times> {
  const times: Times = { health: [], total: [], general: [] };
  let over = false;
  const done = until.finally(() => {
    over = true;
  });
  const keep = async (into: number[], work: () => Promise<unknown>) => {
    while (!over) {
      const began = performance.now();
      await work();
      into.push(performance.now() - began);
      await pause(GAP_MS);
    }
  };
  await Promise.all([
    done,
    keep(times.health, async () => (await fetch(`${bench.server.url}/healthz`)).text()),
    keep(times.total, () => send(bench, 'total', { n: 1 })),
    keep(times.general, () => send(bench, 'general', { n: 1 })),
  ]);
  return times;
}

async function send({ server, keys }: Bench, slug: string, lead: object): Promise<string> {
  const answer = await fetch(`${server.url}/in/${slug}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Leadflow-Key': keys.get(slug) ?? '' },
    body: JSON.stringify(lead),
  });
  await answer.text();
  return answer.headers.get('x-leadflow-run') ?? '';
}

/** Whether a bomb came to anything but its limit, or to a node that is paused after three of them. */
async function failuresOf({ server, token }: Bench, runs: readonly string[]): Promise<boolean> {
  const ended = new Map<string, number>();
  for (const run of runs) {
    const { state, steps } = (await api(server, token, { path: `/api/runs/${run}` })) as {
      state: string;
      steps: { node: string; failure: { code: string } | null }[];
    };
    const how = steps.find(({ node }) => node === 'ask')?.failure?.code ?? state;
    ended.set(how, (ended.get(how) ?? 0) + 1);
  }
  console.info(`The bombs came to: ${[...ended].map(([how, count]) => `${how} ${count}`).join(', ')}.`);
  return [...ended.keys()].some((how) => how !== 'EXPRESSION_LIMIT' && how !== 'waiting');
}

function print(found: { alone: Times; meanwhile: Times; runs: string[]; seconds: number }): void {
  const { alone, meanwhile, runs, seconds } = found;
  console.info(`${runs.length} bombs of ${STOPPED.length} kinds in ${seconds.toFixed(1)} s.`);
  console.info('Milliseconds:        alone p50    p99    max   with bombs p50    p99    max   p99 later by');
  const names = { health: 'a bare request', total: 'total subset', general: 'in the sandbox' };
  for (const [kind, name] of Object.entries(names) as [keyof Times, string][]) {
    const [before, during] = [spread(alone[kind]), spread(meanwhile[kind])];
    const cells = [...before, ...during].map((each) => each.toFixed(1).padStart(7)).join('');
    console.info(`  ${name.padEnd(22)}${cells}${(during[1] - before[1]).toFixed(1).padStart(12)}`);
  }
}

function spread(times: readonly number[]): [p50: number, p99: number, max: number] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [at(0.5), at(0.99), at(1)];
}

await main(Number(process.argv[2] ?? DEFAULT_ROUNDS));
