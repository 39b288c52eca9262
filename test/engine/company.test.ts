// When leads are taken to come one at a time, and when not.
import { beforeEach, describe, expect, it } from 'vitest';
import { Company } from '../../server/engine/embedded/company.ts';

let company: Company;
beforeEach(() => {
  company = new Company();
});

describe('leads', () => {
  it('come one at a time once eight in a row have met no other', async () => {
    await comes(7);
    expect(company.none).toBe(false);
    await comes(1);
    expect(company.none).toBe(true);
  });

  it('do not where one meets another, until eight more have met none', async () => {
    await comes(20);
    company.came(true);
    expect(company.none).toBe(false);
    await turn();
    await comes(7);
    expect(company.none).toBe(false);
    await comes(1);
    expect(company.none).toBe(true);
  });

  it('do not where two are there in one turn, though the first is on disk before the second is looked at', async () => {
    await comes(20);
    company.came(false);
    company.came(false);
    expect(company.none).toBe(false);
  });
});

/** So many, each in a turn of its own. */
async function comes(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    company.came(false);
    await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
