// Holds the total subset to jsonata's own suite, case by case, where the suite is at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { parseExpression } from '../../flows/expression/parse.ts';
import { byJsonata, made } from './reference.ts';

const suite = resolve(process.env.LEADFLOW_JSONATA_SUITE ?? join(import.meta.dirname, '../../../shared/jsonata-suite'));
const present = existsSync(join(suite, 'groups'));
if (!present) console.info(`Skipped: no JSONata suite at ${suite}; set LEADFLOW_JSONATA_SUITE to its folder.`);

interface Case {
  name: string;
  text: string;
  input: unknown;
}

describe.skipIf(!present)("jsonata's own suite", () => {
  it('gives the same value or the same code for every case that the total subset takes', async () => {
    const options = { now: 1_700_000_000_000, random: () => 0.5 };
    const differing: string[] = [];
    let compared = 0;
    for (const { name, text, input } of casesOf(suite)) {
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

function casesOf(folder: string): Case[] {
  const cases: Case[] = [];
  for (const group of readdirSync(join(folder, 'groups'))) {
    for (const file of readdirSync(join(folder, 'groups', group)).filter((each) => each.endsWith('.json'))) {
      const found = [
        JSON.parse(readFileSync(join(folder, 'groups', group, file), 'utf8')) as RawCase | RawCase[],
      ].flat();
      for (const each of found) {
        // Variables from outside do not exist here.
        if (Object.keys(each.bindings ?? {}).length > 0) continue;
        const text = each.expr ?? readFileSync(join(folder, 'groups', group, each['expr-file'] ?? ''), 'utf8');
        cases.push({ name: `${group}/${file}`, text, input: inputOf(folder, each) });
      }
    }
  }
  return cases;
}

interface RawCase {
  expr?: string;
  'expr-file'?: string;
  data?: unknown;
  dataset?: string | null;
  bindings?: object;
}

function inputOf(folder: string, raw: RawCase): unknown {
  if (raw.data !== undefined || !raw.dataset) return raw.data;
  return JSON.parse(readFileSync(join(folder, 'datasets', `${raw.dataset}.json`), 'utf8'));
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? 'nothing';
}
