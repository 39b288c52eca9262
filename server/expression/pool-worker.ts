// The thread that holds the sandbox processes.
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../../flows/language/failures.ts';
import type { PoolOptions, PoolReply, PoolRequest } from './pool-protocol.ts';
import { createProcessPool } from './process-pool.ts';

const pool = createProcessPool(workerData as PoolOptions);

parentPort?.on('message', (request: PoolRequest) => {
  if ('close' in request) void pool.close().finally(() => process.exit(0));
  else void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer(request: Extract<PoolRequest, { id: number }>): Promise<PoolReply> {
  const { id } = request;
  try {
    if ('read' in request) return { id, parsed: await pool.read(request.read) };
    const { text, input, now, random } = request;
    const read = (input === undefined ? undefined : JSON.parse(input)) as object;
    return { id, value: await pool.evaluate(text, read, { now, random }) };
  } catch (thrown) {
    if (thrown instanceof Failure) return { id, code: thrown.code, detail: thrown.detail };
    return { id, bug: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}
