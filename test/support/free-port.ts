// A port for a server that is stopped and started again at the same place.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections (Linux from 32768), which would take it while the server is away. */
const [LOWEST, HIGHEST] = [15_000, 32_000];
const TRIES = 50;

/** A port of this machine that nobody listens at, and that no outgoing connection is given. */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
    if (tries === TRIES) throw new Error(`No free port was found between ${LOWEST} and ${HIGHEST}.`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
