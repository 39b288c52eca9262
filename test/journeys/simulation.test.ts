// Forty simulated worlds with seeded crashes, in a process of their own whose time is not the real one.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { WORKER_ENVIRONMENT } from '../../server/config.ts';

/** With the code as servers keep it compiled. */
const env = { ...process.env, ...WORKER_ENVIRONMENT };
const SCRIPT = join(import.meta.dirname, '../torture/simulation.ts');

describe('the engine in simulated worlds', () => {
  it('keeps every promise in each of them', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--seeds', '40'], { env });
    expect(stdout).not.toContain('FAULT');
    expect(stdout).toMatch(/worlds: 40/);
  }, 120_000);

  it('goes the same way each time that a seed is run', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [SCRIPT, '--from', '900', '--seeds', '4', '--twice'],
      { env },
    );
    expect(stdout).not.toContain('FAULT');
  }, 60_000);
});
