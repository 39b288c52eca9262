// Looks through the admin API and the simulator for leads that were lost or doubled, and calls that were repeated in silence.

import { api, pause, type RunningServer } from './leadflow-process.ts';

/** A lead whose answer arrived. */
export interface Acknowledged {
  phone: string;
  status: number;
  success: boolean;
}

/** What was found. `faults` are sentences; empty where all is well. */
export interface Findings {
  acknowledged: number;
  leads: number;
  /** Requests of the load whose answer never came. */
  unknown: number;
  /** Calls that the simulator saw more than once: all of them were unknown, or there is a fault. */
  repeatedCalls: number;
  faults: string[];
}

interface Scene {
  server: RunningServer;
  token: string;
  simulatorUrl: string;
  acknowledged: readonly Acknowledged[];
}

interface Page<T> {
  items: T[];
  next: string | null;
}

/** Waits until no run is running or waiting. Rejects after `limitMs`. */
export async function settled(server: RunningServer, token: string, limitMs = 30_000): Promise<void> {
  const until = Date.now() + limitMs;
  while ((await openRuns(server, token)) > 0) {
    if (Date.now() > until) throw new Error('Some runs do not come to an end.');
    await pause(100);
  }
}

async function openRuns(server: RunningServer, token: string): Promise<number> {
  const open = ['running', 'waiting'].map((state) => api(server, token, { path: `/api/runs?state=${state}&limit=1` }));
  const pages = (await Promise.all(open)) as Page<unknown>[];
  return pages.reduce((sum, { items }) => sum + items.length, 0);
}

/** Holds what the server keeps against what was acknowledged. */
export async function inspect(scene: Scene): Promise<Omit<Findings, 'unknown'>> {
  const { server, token, simulatorUrl, acknowledged } = scene;
  const leads = await every<{ phone: string }>(server, token, '/api/leads');
  const times = new Map<string, number>();
  for (const { phone } of leads) times.set(phone, (times.get(phone) ?? 0) + 1);
  const counts = (await (await fetch(`${simulatorUrl}/__counts`)).json()) as Counts;
  const held = await every<{ id: string }>(server, token, '/api/runs?state=held');
  const faults = [
    ...acknowledged
      .filter(({ success }) => !success)
      .map((each) => `${each.phone} was answered ${each.status} without success.`),
    ...acknowledged
      .filter(({ phone }) => !times.has(phone))
      .map(({ phone }) => `${phone} was acknowledged and is lost.`),
    ...[...times].filter(([, n]) => n > 1).map(([phone, n]) => `${phone} is there ${n} times.`),
    ...(counts.keys === acknowledged.length
      ? []
      : [`The simulator saw ${counts.keys} different calls for ${acknowledged.length} leads.`]),
    ...held.map(({ id }) => `Run ${id} is held, although its call may be repeated.`),
    ...(await silentRepeats(scene, counts)),
  ];
  return { acknowledged: acknowledged.length, leads: leads.length, repeatedCalls: counts.repeated.length, faults };
}

interface Counts {
  keys: number;
  repeated: { key: string; times: number }[];
}

/** A repeated call must be one whose journal says that an attempt had no answer. Keys are `<run>/<node>.<n>`. */
async function silentRepeats({ server, token }: Scene, counts: Counts): Promise<string[]> {
  const faults: string[] = [];
  for (const { key, times } of counts.repeated) {
    const [run = '', call = ''] = key.split('/');
    const detail = (await api(server, token, { path: `/api/runs/${run}` })) as RunDetail;
    const attempts = detail.steps.flatMap(({ exchanges }) => exchanges).filter((each) => each.call === call);
    const unanswered = attempts.filter(({ answer }) => answer === null).length;
    if (unanswered < times - 1) faults.push(`${key} was sent ${times} times, and the run shows ${unanswered} unknown.`);
  }
  return faults;
}

interface RunDetail {
  steps: { exchanges: { call: string; attempt: number; answer: unknown }[] }[];
}

async function every<T>(server: RunningServer, token: string, path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor = '';
  do {
    const sign = path.includes('?') ? '&' : '?';
    const page = (await api(server, token, { path: `${path}${sign}limit=200${cursor}` })) as Page<T>;
    found.push(...page.items);
    cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return found;
}
