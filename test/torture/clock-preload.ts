// Loaded before a server by `--import`: sets its wall clock off by as many milliseconds as the file named in the address says.
import { readFileSync } from 'node:fs';

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const state = { off: read() };
const realNow = Date.now.bind(Date);

function read(): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

setInterval(() => {
  state.off = read();
}, 20).unref();
Date.now = () => realNow() + state.off;
globalThis.Date = new Proxy(Date, {
  construct: (target, args: [] | [number]) => (args.length === 0 ? new target(target.now()) : new target(...args)),
});
