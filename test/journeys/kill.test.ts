// The process is killed under load: what it acknowledged is there after the next start, once.
import { describe, expect, it } from 'vitest';
import { torture } from '../torture/kill.ts';

describe('kill -9 in the middle of a load', () => {
  it('loses no lead that was acknowledged, and makes none twice', async () => {
    const findings = await torture({ leads: 120, kills: 2, connections: 16, say: () => undefined });
    expect(findings.faults).toEqual([]);
    expect(findings.acknowledged).toBe(120);
  }, 120_000);
});
