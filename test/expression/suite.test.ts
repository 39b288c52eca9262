// Holds the total subset to jsonata's own suite, case by case, where the suite is at hand.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { parseExpression } from '../../flows/expression/parse.ts';
import { byJsonata, made } from './reference.ts';
import { suiteCases, suiteFolder } from './suite-cases.ts';

const suite = suiteFolder();
if (suite === undefined) console.info('Skipped: no JSONata suite here; set LEADFLOW_JSONATA_SUITE to its folder.');

describe.skipIf(suite === undefined)("jsonata's own suite", () => {
  it('gives the same value or the same code for every case that the total subset takes', async () => {
    const options = { now: 1_700_000_000_000, random: () => 0.5 };
    const differing: string[] = [];
    let compared = 0;
    for (const { name, text, input, bound } of suiteCases(suite ?? '')) {
      // Variables from outside do not exist here.
      if (bound) continue;
      const parsed = parseExpression(text);
      if (!parsed.ok || !parsed.total) continue;
      const compiled = compileExpression(text);
      if (!compiled.total) continue;
      compared += 1;
      const ours = made(() => compiled.evaluate(input as object, options));
      const theirs = await byJsonata(text, input);
      try {
        expect(ours).toEqual(theirs);
      } catch {
        differing.push(`${name}: ${text.slice(0, 100)}\n  ours ${show(ours)}\n  theirs ${show(theirs)}`);
      }
    }
    console.info(`JSONata suite, total subset: ${compared - differing.length} of ${compared} cases agree.`);
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(1_200);
  });
});

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? 'nothing';
}
