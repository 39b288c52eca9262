// Holds both tiers of expressions to jsonata's own suite, and prints how far each agrees: `npm run conformance`.
import { compileExpression } from '../../flows/expression/compile.ts';
import { Failure } from '../../flows/language/failures.ts';
import { createExpressionPool, type ExpressionPool } from '../../server/expression/pool.ts';
import { EXPLAINED } from './disagreements.ts';
import { type Made, made } from './reference.ts';
import { agrees, type SuiteCase, suiteCases, suiteFolder } from './suite-cases.ts';

const MOMENT = { now: 1_700_000_000_000, random: 0.5 };

/** How one tier fared. */
interface Tally {
  tier: string;
  total: number;
  differing: { case: SuiteCase; ours: Made }[];
}

/** Runs the suite in both tiers. The sandbox is given every case, the total subset those that it takes. */
export async function runSuite(cases: readonly SuiteCase[]): Promise<Tally[]> {
  const total: Tally = { tier: 'total subset, in this process', total: 0, differing: [] };
  const general: Tally = { tier: 'interpreter, in the sandbox', total: 0, differing: [] };
  const pool = createExpressionPool();
  for (const each of cases) {
    const compiled = compiledOf(each.text);
    if (compiled) {
      const ours = made(() =>
        compiled.evaluate(copy(each.input) as object, { now: MOMENT.now, random: () => MOMENT.random }),
      );
      count(total, each, ours);
    }
    count(general, each, await inPool(pool, each));
  }
  await pool.close();
  return [total, general];
}

function count(tally: Tally, each: SuiteCase, ours: Made): void {
  tally.total += 1;
  if (!agrees(each, ours)) tally.differing.push({ case: each, ours });
}

function compiledOf(text: string) {
  try {
    const compiled = compileExpression(text);
    return compiled.total ? compiled : undefined;
  } catch {
    // What cannot be read belongs to no tier; the sandbox is asked for the code.
    return undefined;
  }
}

async function inPool(pool: ExpressionPool, { text, input }: SuiteCase): Promise<Made> {
  try {
    return { value: await pool.evaluate(text, copy(input) as object, MOMENT) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { code: /^(\w+): /.exec(thrown.detail ?? '')?.[1] ?? thrown.code };
  }
}

function copy(input: unknown): unknown {
  return input === undefined ? undefined : structuredClone(input);
}

/** Prints the tallies with what each disagreement is; answers the complaints: what nobody explained, and what is stale. */
export function report(tallies: readonly Tally[], print: (line: string) => void): string[] {
  const complaints: string[] = [];
  const met = new Set<string>();
  for (const { tier, total, differing } of tallies) {
    print(`${tier}: ${total - differing.length} of ${total} agree`);
    for (const { case: each, ours } of differing) {
      const why = EXPLAINED[each.name]?.why;
      met.add(each.name);
      print(`  ${each.name}: ${each.text.replace(/\s+/g, ' ').slice(0, 90)}`);
      print(`    the suite: ${shown(each.wanted)}; here: ${shown(ours)}. ${why ?? 'Nobody has explained this.'}`);
      if (why === undefined) complaints.push(`${tier}: ${each.name} is not explained.`);
    }
  }
  for (const [name, { mayAgree }] of Object.entries(EXPLAINED)) {
    if (!mayAgree && !met.has(name)) complaints.push(`${name} agrees by now: take its explanation out.`);
  }
  return complaints;
}

function shown(value: Made): string {
  return 'code' in value ? value.code : (JSON.stringify(value.value)?.slice(0, 80) ?? 'nothing');
}

async function main(): Promise<void> {
  const folder = suiteFolder();
  if (folder === undefined) {
    console.error('There is no JSONata suite here; set LEADFLOW_JSONATA_SUITE to its folder.');
    process.exitCode = 2;
    return;
  }
  const complaints = report(await runSuite(suiteCases(folder)), (line) => console.info(line));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (import.meta.main) await main();
