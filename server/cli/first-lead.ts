// The newcomer's first lead: a source for each shipped flow on a first start, and a curl line that works when pasted.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store/ports.ts';

/** The flow that the first lead goes to. */
const FIRST_FLOW = 'duplicate-lead-check';
const FILE = 'example-keys.json';
/** Area codes of cities; with exchange 555 and 0100 to 0149 they make numbers that are nobody's (NANPA's fictional range). */
const AREAS = ['212', '213', '310', '312', '404', '415', '512', '617', '702', '804', '919'];
/** The simulated receiver misbehaves for the numbers from 0150 on; 50 an area are left. */
const LINES = 50;

/** Makes an example source for each of these flows and keeps the keys in the data folder, readable by its owner. */
export async function makeExampleSources(
  store: Pick<Store, 'write'>,
  data: string,
  flows: readonly { slug: string }[],
): Promise<void> {
  const keys: Record<string, string> = {};
  for (const { slug: flow } of flows) {
    const key = `lfs_${randomBytes(24).toString('base64url')}`;
    const keyHash = createHash('sha256').update(key).digest('hex');
    const args = {
      name: 'Example',
      flow,
      auth: 'key',
      keyHash,
      keyHint: key.slice(-4),
      secret: null,
      region: 'US',
      test: false,
      by: 'system',
    };
    await store.write('source.create', args);
    keys[flow] = key;
  }
  writeFileSync(join(data, FILE), JSON.stringify(keys, null, 2), { mode: 0o600 });
}

/** The line to paste, with a number that is no lead yet; undefined where the example is not there any more. */
export async function firstLeadCurl(
  store: Pick<Store, 'query'>,
  { data, address }: { data: string; address: string },
): Promise<string | undefined> {
  const file = join(data, FILE);
  if (!existsSync(file)) return undefined;
  const key = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[FIRST_FLOW];
  if (!key) return undefined;
  const lead = JSON.stringify({
    first_name: 'Ann',
    last_name: 'Lee',
    phone_number: await freeNumber(store),
    email: 'ann@example.com',
  });
  return `curl -s ${address}/in/acme/leads -H 'Content-Type: application/json' -H 'X-Leadflow-Key: ${key}' -d '${lead}'`;
}

async function freeNumber(store: Pick<Store, 'query'>): Promise<string> {
  const from = randomInt(AREAS.length * LINES);
  for (let tried = 0; tried < AREAS.length * LINES; tried += 1) {
    const at = (from + tried) % (AREAS.length * LINES);
    const number = `+1${AREAS[Math.floor(at / LINES)]}55501${String(at % LINES).padStart(2, '0')}`;
    const args = { q: number, list: null, status: null, source: null, after: null, limit: 1 };
    const { items } = (await store.query('lead.list', args)) as { items: unknown[] };
    if (items.length === 0) return number;
  }
  return `+1${AREAS[0]}5550100`;
}
