// DNC lists at full size: how fast ten million numbers come in, how long one check takes, and what it costs in memory.
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../server/store/ids.ts';
import { openStore } from '../../server/store/sqlite/client.ts';
import { type DncDesk, openDncDesk } from '../../server/tools/dnc/desk.ts';
import { keep } from './report.ts';

const NUMBERS = 10_000_000;
const CHECKS = 200_000;
const PIECE = 8 * 1024 * 1024;

/** Prints what was promised of DNC lists; answers whether all of it is kept. */
export async function dncLists(numbers = NUMBERS): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'dnc-bench-'));
  const file = join(folder, 'national.txt');
  await writeNumbers(file, { numbers });
  const store = await openStore(join(folder, 'data'));
  const parts = { data: join(folder, 'data'), store, key: () => Buffer.alloc(32), now: Date.now, newId };
  try {
    const desk = await openDncDesk(parts);
    const begun = performance.now();
    await importFile(desk, file);
    const rate = numbers / ((performance.now() - begun) / 1000);
    const micros = checkMicroseconds(desk, numbers);
    const peakMb = process.resourceUsage().maxRSS / 1024;
    const again = performance.now();
    await openDncDesk(parts);
    console.log(`  a start reads and verifies them in ${(performance.now() - again).toFixed(0)} ms`);
    return [
      keep(`import of ${numbers.toLocaleString('en')} numbers, numbers/s`, rate, { least: 100_000 }),
      keep('one check of a number, µs', micros, { most: 50 }),
      keep('memory at its peak (RSS), MB', peakMb, { most: 1_500 }),
    ].every(Boolean);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts ten million numbers on the account's DNC list of a server that was never started; none is of the area code `but`. */
export async function fillDncList(data: string, but: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dnc-bench-'));
  const file = join(folder, 'national.txt');
  await writeNumbers(file, { numbers: NUMBERS, but });
  const store = await openStore(data);
  try {
    await importFile(await openDncDesk({ data, store, key: () => Buffer.alloc(32), now: Date.now, newId }), file);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the national file writes them, in no order. */
async function writeNumbers(path: string, { numbers, but }: { numbers: number; but?: string }): Promise<void> {
  const out = createWriteStream(path);
  for (let i = 0, written = 0; written < numbers; ) {
    const lines: string[] = [];
    for (; lines.length < 100_000 && written < numbers; i += 1) {
      const digits = String(numberOf(i));
      const area = digits.slice(1, 4);
      if (area === but) continue;
      lines.push(`${area},${digits.slice(4)}\n`);
      written += 1;
    }
    if (!out.write(lines.join(''))) await new Promise((resolve) => out.once('drain', resolve));
  }
  await new Promise<void>((resolve) => out.end(resolve));
}

/** Different for each i below 8,000,000,000: the step shares no factor with the range. */
function numberOf(i: number): number {
  return 12_000_000_000 + ((i * 764_983) % 8_000_000_000);
}

async function importFile({ imports }: DncDesk, path: string): Promise<void> {
  const file = await open(path);
  const { size } = await file.stat();
  const order = {
    list: 'account',
    mode: 'replace',
    name: 'national.txt',
    size,
    region: 'US',
    asOf: Date.now(),
  } as const;
  const { id } = await imports.begin({ ...order, sha256: '', etag: '', reason: '', purpose: '', by: 'bench' });
  const piece = Buffer.alloc(PIECE);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(piece, 0, PIECE, at);
    await imports.append(id, at, piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  await file.close();
  imports.read(id);
  await imports.settled(id);
  await imports.commit(id, 'bench');
}

/** Half of the numbers are on the list; each is asked for as a step asks, in two forms. */
function checkMicroseconds({ look }: DncDesk, numbers: number): number {
  const asked = Array.from({ length: CHECKS }, (_, i) => {
    const digits = String(numberOf((i * 7_919) % (2 * numbers))).slice(1);
    return [digits, `+1${digits}`];
  });
  const begun = performance.now();
  const hits = asked.filter((each) => look.first(each, ['account']) !== undefined).length;
  const micros = ((performance.now() - begun) * 1000) / CHECKS;
  if (Math.abs(hits / CHECKS - 0.5) > 0.05) throw new Error(`${hits} of ${CHECKS} numbers were found; half should be.`);
  return micros;
}
