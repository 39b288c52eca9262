// How long other runs wait at most while answers of 100 kB XML are read: what one turn of this thread costs.
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import { responseParse } from '../../nodes/response-parse.ts';
import type { Tools } from '../../nodes/tools.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';
import { parseWith } from '../../server/reading/parse-with.ts';
import { viewOf } from '../support/node-harness.ts';

const SIZE = 100_000;
const WINDOWS = 5;
const ANSWERS_A_WINDOW = 40;

const ENDPOINT: EndpointDocument = {
  name: 'Report',
  method: 'GET',
  path: '/report',
  answer: {
    lists: ['report.lead'],
    codes: { path: '/report/@code', table: [{ code: '200', outcome: 'accepted' }] },
    reason: ['//error'],
    captures: [{ name: 'phones', path: '//lead[7]/phone' }],
  },
};

/**
 * The dearest turn, milliseconds of this thread's processor time (what other programs do to the clock is no stall of ours), the
 * best of five windows. Throws where an answer is read wrong.
 */
export async function longestStallMs(): Promise<number> {
  const pool = createExpressionPool();
  const parse = parseWith((job) => pool.read(job));
  await readOne(parse);
  let best = Number.POSITIVE_INFINITY;
  for (let window = 0; window < WINDOWS; window += 1) best = Math.min(best, await gapWhileReading(parse));
  await pool.close();
  return best;
}

/** Answers are read one after another, while the thread turns as fast as it can. */
async function gapWhileReading(parse: Tools['parse']): Promise<number> {
  let reading = true;
  const read = (async () => {
    for (let n = 0; n < ANSWERS_A_WINDOW; n += 1) await readOne(parse);
    reading = false;
  })();
  let longest = 0;
  let last = spent();
  while (reading) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
  }
  await read;
  return longest;
}

/** Milliseconds of processor time that this thread has used. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function readOne(parse: Tools['parse']): Promise<void> {
  const from = { status: 200, type: 'text/xml', headers: {}, body: BODY, ms: 1, simulated: false };
  const config = { from, connection: 'acme', endpoint: ENDPOINT };
  const { port } = await responseParse.run(config, viewOf(), { parse });
  if (port !== 'accepted') throw new Error(`An answer left by ${port}.`);
}

const BODY = bodyOf(SIZE);

function bodyOf(size: number): string {
  const rows: string[] = [];
  for (let n = 0, length = 0; length < size; n += 1) {
    const row = `<lead id="${n}"><name>Ann &amp; Lee ${n}</name><phone>0013105550${n}</phone><zip>01234</zip></lead>`;
    rows.push(row);
    length += row.length;
  }
  return `<report code="200">${rows.join('')}</report>`;
}
