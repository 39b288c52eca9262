// `npm run torture`: every torture in its long form, one after the other; ends with 1 where one of them found a fault.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Each with its arguments, the quickest first. */
const TORTURES: readonly (readonly [string, ...string[]])[] = [
  ['network.ts'],
  ['clock.ts'],
  ['disk-full.ts'],
  ['properties.ts', '--times', '20'],
  ['simulation.ts', '--seeds', '5000'],
  ['power-cut.ts', '--images', '300'],
  ['crash-points.ts', '--times', '3'],
  // One at a time: what the main thread commits itself.
  ['kill.ts', '--kills', '40', '--connections', '1', '--flows', 'duplicate-lead-check'],
  ['kill.ts', '--kills', '200', '--connections', '64'],
];

const failed: string[] = [];
for (const [script, ...words] of TORTURES) {
  const began = performance.now();
  console.log(`\n== ${script.replace('.ts', '')} ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...words], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'Passed' : 'FAILED'} after ${Math.round((performance.now() - began) / 1000)} s.`);
  if (status !== 0) failed.push(script);
}
console.log(failed.length === 0 ? '\nEvery torture passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
