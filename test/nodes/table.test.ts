// Prints what every node does with a happy lead, a rejected one and a failure, and really runs each case.
import { describe, expect, it } from 'vitest';
import { registry } from '../../nodes/registry.ts';
import { casesOf, endingOf, KINDS } from '../support/node-cases.ts';
import type { NodeCase } from '../support/node-harness.ts';

const NOT_APPLICABLE = 'not applicable: ';
const rows: string[][] = [['node', ...KINDS]];
const reasons: string[] = [];

describe.each(Object.values(registry))('$type', (definition) => {
  it('comes out of every declared case as it says', async () => {
    const cases = await casesOf(definition.type);
    const cells: string[] = [];
    for (const kind of KINDS) {
      const some = cases[kind];
      if (typeof some === 'string') {
        expect(some.slice(NOT_APPLICABLE.length).split(' ').length, `why ${kind} does not apply`).toBeGreaterThan(7);
        cells.push('–');
        reasons.push(`${definition.type}, ${kind}: ${some}`);
      } else {
        expect(some.length, `${definition.type} has no ${kind} case`).toBeGreaterThan(0);
        const ends = [];
        for (const each of some) ends.push(await endOf(each));
        cells.push([...new Set(ends)].join(', '));
      }
    }
    rows.push([definition.type, ...cells]);
  });

  async function endOf(given: NodeCase): Promise<string> {
    const { result, failure } = await endingOf(definition, given);
    const where = `${definition.type}: ${given.name}`;
    expect(failure?.code, where).toBe(given.fails);
    expect(result?.port, where).toBe(given.port);
    if (given.value !== undefined) expect(result?.value, where).toMatchObject(given.value as object);
    if (given.says !== undefined) expect(result?.reason ?? failure?.message, where).toContain(given.says);
    return failure?.code ?? (result?.port || `(ends ${result?.outcome})`);
  }
});

it('shows the table of every node', () => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  | '));
  console.log(`\n${[...lines, '', ...reasons].join('\n')}\n`);
  expect(rows.map(([type]) => type)).toEqual(['node', ...Object.keys(registry)]);
});
