// `node test/torture/properties.ts`: what must hold in any case, held to twenty times as many random cases as `npm test` takes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
/** Tests whose properties take their number of cases from test/support/rounds.ts. */
const TESTS = [
  'language/text-property',
  'expression/corpus',
  'engine/call-history',
  'engine/origin-gate',
  'store/lead-take-back',
];

const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } });
const files = TESTS.map((each) => `test/${each}.test.ts`);
const words = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=1200000', ...files];
const env = { ...process.env, LEADFLOW_TEST_ROUNDS: values.times };
const { status } = spawnSync(process.execPath, words, { cwd: ROOT, stdio: 'inherit', env });
process.exitCode = status ?? 1;
