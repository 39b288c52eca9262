// `npm run bench:history`: what ten million finished runs in the store, and a search over them, cost a new lead.
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import {
  addFlows,
  api,
  createToken,
  databaseOf,
  type Home,
  makeHome,
  pause,
  type RunningServer,
  removeHome,
  startServer,
} from '../torture/leadflow-process.ts';
import { start } from './processes.ts';
import { keep, type Medians, reportPair } from './report.ts';
import { prepareKeys } from './sources.ts';
import { compare, type Numbers, type Options } from './windows.ts';

const FLOWS = new URL('flows/', import.meta.url).pathname;
/** Runs inserted in one transaction. */
const PART = 100_000;

interface Place {
  home: Home;
  server: RunningServer;
  token: string;
  key: string;
}

async function main(runs: number, options: Options): Promise<boolean> {
  const simulator = start('../simulators/receiver.ts', ['--port', '0', '--json']);
  const port = Number((await simulator.next('ready')).port);
  const empty = await place(port, 0);
  const full = await place(port, runs);
  try {
    const numbers: Numbers = { next: 0 };
    const history = await compared('An empty store, and a full one', { empty, full }, { numbers, options });
    const searching = await searched(full, numbers, options);
    return [
      keep(`leads/s beside ${runs} finished runs, of an empty store`, history, { least: 0.9 }),
      keep('leads/s while someone searches them, of without', searching, { least: 0.9 }),
    ].every(Boolean);
  } finally {
    for (const { server, home } of [empty, full]) {
      await server.end('SIGTERM');
      await removeHome(home);
    }
    await simulator.end();
  }
}

async function place(simulatorPort: number, runs: number): Promise<Place> {
  const home = await makeHome(simulatorPort);
  await addFlows(home, FLOWS);
  const { whole: key } = await prepareKeys(home);
  if (runs > 0) fill(databaseOf(home), runs);
  const server = await startServer(home);
  return { home, server, token: await createToken(home), key };
}

/** Finished runs with their journal and their bodies, spread over the last year and over numbers as they would be. */
function fill(file: string, runs: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000;');
  const first = Date.now() - 365 * 24 * 3_600_000;
  const between = Math.floor((364 * 24 * 3_600_000) / runs);
  const id = "printf('%08x-%04x-7000-8000-%012x', (?2 + i * ?3) >> 16, (?2 + i * ?3) & 65535, i)";
  const numbered = 'WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 + ?4 - 1)';
  const put = [
    `${numbered} INSERT INTO run (id, release, flow, version, source, test, state, outcome, reason, answered, phone, accepted_at, finished_at)
     SELECT ${id}, 'h', 'duplicate-lead-check', 1, 'old', 0, 'finished', iif(i % 5 = 0, 'rejected', 'accepted'), 'The lead was taken.', 1,
     printf('+1%010d', 2000000000 + (i * 7919) % 7000000000), ?2 + i * ?3, ?2 + i * ?3 + 20 FROM n`,
    `${numbered} INSERT INTO journal (run, epoch, at, records)
     SELECT ${id}, 1, ?2 + i * ?3, '[{"t":"accepted","at":0,"lead":{"first_name":"Ann","last_name":"Lee"},"trigger":{},"vars":{},"test":false}]' FROM n`,
    `${numbered} INSERT INTO inbox (run, type, body) SELECT ${id}, 'application/json', CAST('{"first_name":"Ann","last_name":"Lee"}' AS BLOB) FROM n`,
  ].map((sql) => db.prepare(sql));
  for (let at = 0; at < runs; at += PART) {
    db.exec('BEGIN');
    for (const statement of put) statement.run(at, first, between, Math.min(PART, runs - at));
    db.exec('COMMIT');
    if ((at / PART) % 10 === 0) console.log(`  ${at} runs are written`);
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

async function compared(
  title: string,
  { empty, full }: { empty: Place; full: Place },
  { numbers, options }: { numbers: Numbers; options: Options },
): Promise<number> {
  const contender = ({ server, key }: Place) => ({ pid: server.pid, url: `${server.url}/in/acme/leads`, key });
  const figures = await compare({ floor: contender(empty), leadflow: contender(full) }, numbers, options);
  return ratioOf(reportPair(title, figures));
}

/** The same server with and without somebody who searches: every quarter of a second a text that few runs hold. */
async function searched(full: Place, numbers: Numbers, options: Options): Promise<number> {
  const quiet = await compare({ floor: asContender(full), leadflow: asContender(full) }, numbers, {
    ...options,
    rounds: 1,
  });
  let searching = true;
  const search = (async () => {
    while (searching) {
      await api(full.server, full.token, { path: '/api/runs?q=no-such-text' });
      await pause(250);
    }
  })();
  const busy = await compare({ floor: asContender(full), leadflow: asContender(full) }, numbers, {
    ...options,
    rounds: 1,
  });
  searching = false;
  await search;
  const rounds = (of: typeof quiet) => ({ rounds: [...of.floor.rounds, ...of.leadflow.rounds], after: undefined });
  return ratioOf(
    reportPair('Without, and with someone who searches', { floor: rounds(quiet), leadflow: rounds(busy) }),
  );
}

function asContender({ server, key }: Place) {
  return { pid: server.pid, url: `${server.url}/in/acme/leads`, key };
}

function ratioOf({ floor, leadflow }: { floor: Medians; leadflow: Medians }): number {
  return leadflow.rate / floor.rate;
}

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { runs: text, rounds: text, seconds: text } });
const met = await main(Number(values.runs ?? 10_000_000), {
  rounds: Number(values.rounds ?? 3),
  seconds: Number(values.seconds ?? 5),
  warmUp: 2,
  leads: 0,
  waiting: 0,
  connections: 64,
});
process.exitCode = met ? 0 : 1;
