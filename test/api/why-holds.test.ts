// Why: whatever change is named, drawn at random or not, alters the decision once it is made. Nothing else may be named.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isTrue } from '../../flows/language/json.ts';
import { folded } from '../../flows/language/list-fold.ts';
import { type ListAsk, lookFor } from '../../flows/language/list-look.ts';
import { type ListRules, OPERATORS, type RuleOperator } from '../../flows/language/list-rules-read.ts';
import { setPath } from '../../flows/language/paths.ts';
import { keyValueBranch } from '../../nodes/key-value-branch.ts';
import { validationList } from '../../nodes/validation-list.ts';
import { whyOf } from '../../server/api/why/why.ts';
import { runNode } from '../support/node-harness.ts';
import { ASKED, runOf, step } from '../support/why-run.ts';

const TRIES = 400;
/** Of conditions, each of which is evaluated for many values. */
const FEW = 120;

/** Draws that are the same each time (Lehmer). */
function lot(seed: number) {
  let state = seed + 1;
  const below = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  return { below, one, some };
}
type Lot = ReturnType<typeof lot>;

/** Makes the decision of a node, explains it, and answers the change that it names, with where it would lead. */
async function named(type: string, config: JsonObject, given: Partial<Parameters<typeof step>[2]> & { port: string }) {
  const ports =
    { 'key-value-branch': [], condition: ['true', 'false'], 'validation-list': ['pass', 'fail'] }[type] ?? [];
  const ends = ports.map((port) => [`by-${port}`, { type: 'stop', title: `by-${port}`, config: {} }] as const);
  const nodes = { it: { type, config }, ...Object.fromEntries(ends) };
  const edges = ports.map((port) => `it.${port}>by-${port}`);
  const { port, lead = {}, ...recorded } = given as typeof given & { lead?: JsonObject };
  const run = runOf({ nodes, edges, lead, steps: [step('it', port, recorded)] });
  return (await whyOf(run, ASKED)).decisions[0]?.wouldChange ?? undefined;
}

describe('the change that is named', () => {
  it('alters what a key/value table decides', async () => {
    let count = 0;
    for (let seed = 0; seed < TRIES; seed += 1) {
      const draw = lot(seed);
      const key = () => draw.one(['status', 'a.b', 'list.0.code', 'ok']);
      const value = () => draw.one(['DUP', 'new', '7', 'NEW, FRESH', '', 'true', ' Dup ']);
      const row = () => ({
        key: key(),
        comparison: draw.one([
          'equals',
          'not-equals',
          'contains',
          'starts-with',
          'ends-with',
          'one-of',
          'exists',
          'is-blank',
        ]),
        value: value(),
        createLead: draw.one([true, false]),
        success: draw.one([true, false]),
        status: draw.one(['', 'NEW']),
      });
      const rows = [row(), ...draw.some(3, row)];
      const from: JsonObject = {};
      for (const path of draw.some(3, key))
        setPath(from, path, draw.one<Json>(['DUP', 'NEW', 7, '', null, true, ['x']]));
      const config = { from, rows, noMatch: {} } as unknown as JsonObject;
      const { result } = await runNode(keyValueBranch, { config });
      const decision = result.value as JsonObject;
      const said = await named(
        'key-value-branch',
        { rows: rows as unknown as Json },
        {
          port: result.port,
          in: config,
          out: decision,
        },
      );
      if (said === undefined) continue;
      count += 1;
      const [, path = '', to = '', blank] = /found (?:`(.+) = (.+)`|a blank `(.+)`) \(row/.exec(said) ?? [];
      const changed = structuredClone(from);
      const [, unknown] = /found another `(.+)`, which no row/.exec(said) ?? [];
      if (unknown !== undefined) setPath(changed, unknown, 'of no row');
      else setPath(changed, blank ?? path, blank === undefined ? to : '');
      const { result: then } = await runNode(keyValueBranch, { config: { ...config, from: changed } });
      const facts = ({ createLead, success, status }: JsonObject) => ({ createLead, success, status });
      expect(facts(then.value as JsonObject), `${seed}: ${said}`).not.toEqual(facts(decision));
      expect(said).toContain((then.value as JsonObject).createLead === true ? 'create the lead' : 'create no lead');
      expect(said).toContain((then.value as JsonObject).success === true ? 'tell success' : 'tell failed');
    }
    expect(count).toBeGreaterThan(TRIES / 4);
  });

  it('alters what a condition comes to', async () => {
    let count = 0;
    for (let seed = 0; seed < FEW; seed += 1) {
      const draw = lot(seed);
      const place = () => draw.one(['lead.state', 'lead.age', 'lead.a.b', 'lead.`my field`', 'lead.items[0].x']);
      const literal = () => draw.one(['"CA"', '18', '"18"', 'true', '""', '["CA", "NV"]', 'lead.age']);
      const test = () => `${place()} ${draw.one(['=', '!=', '>=', '<', 'in'])} ${literal()}`;
      const when = [test(), ...draw.some(2, test)].join(draw.one([' and ', ' or ']));
      const value = () => draw.one<Json>(['CA', 'TX', 18, 17, '', true, null, ['CA']]);
      const lead: JsonObject = {
        state: value(),
        age: value(),
        a: { b: value() },
        'my field': value(),
        items: [{ x: value() }],
      };
      const compiled = compileExpression(when);
      const came = (given: JsonObject) => {
        try {
          return compiled.total ? isTrue(compiled.evaluate({ lead: given }, { now: 0, random: () => 0 })) : undefined;
        } catch {
          return undefined;
        }
      };
      const was = came(lead);
      if (was === undefined) continue;
      const given = { port: String(was), in: { when: was }, out: { when: was }, lead };
      const said = await named('condition', { when }, given as never);
      if (said === undefined) continue;
      count += 1;
      const [, path = '', to] = /^If `lead\.(.+?)` had been (?:blank|`(.+?)`),/.exec(said) ?? [];
      // A number and its text are written alike: one of them it is.
      const values: Json[] =
        to === undefined ? [''] : [to, ...(/^(true|false|-?\d+)$/.test(to) ? [JSON.parse(to) as Json] : [])];
      const results = values.map((each) => {
        const changed = structuredClone(lead);
        setPath(changed, path, each);
        return came(changed);
      });
      expect(results, `${seed}: ${when} of ${JSON.stringify(lead)}: ${said}`).toContain(!was);
      expect(said).toContain(`gone on to “by-${!was}”`);
    }
    expect(count).toBeGreaterThan(FEW / 5);
  });

  it('alters what a validation list decides', async () => {
    let count = 0;
    for (let seed = 0; seed < TRIES; seed += 1) {
      const draw = lot(seed);
      const list = drawnList(draw);
      const config = {
        list: 'keys',
        value: draw.one<Json>(['Acme', '7', '3105550123', '', 'zz', ['a', 'Globex']]),
        mode: draw.one(['include', 'exclude']),
        ...(draw.below(4) === 0 ? { onHit: draw.one(['pass', 'fail']), onMiss: draw.one(['pass', 'fail']) } : {}),
      };
      const calls: Parameters<typeof step>[2] extends infer T ? NonNullable<T> : never = {};
      const look = (ask: ListAsk) => lookFor(ask, list.find, 0);
      const decide = (value: Json) =>
        runNode(validationList, {
          config: { ...config, value },
          tools: {
            listLook: async (ask) => {
              const value = look(ask);
              calls.calls = [{ call: 'it.1', op: 'list.look', args: {}, value }];
              return value;
            },
          },
        });
      const { result } = await decide(config.value);
      const { port, value: out = null, reason = null } = result;
      const recorded = { in: config as unknown as JsonObject, out, reason, ...calls };
      const run = runOf({ nodes: NODES, edges: EDGES, steps: [step('it', port, recorded)] });
      const asked = { ...ASKED, listAt: async () => list.held };
      const said = (await whyOf(run, asked)).decisions[0]?.wouldChange;
      if (!said) continue;
      count += 1;
      const claimed = port === 'pass' ? 'fail' : 'pass';
      expect(said).toContain(`gone on to “by-${claimed}”`);
      const [, value] = /(?:such as|list keys,) “(.+?)”/.exec(said) ?? [];
      if (value === undefined) expect(said).toMatch(/^If (“.+” had not|none of its values had) been on the list keys/);
      else expect((await decide(value)).result.port, `${seed}: ${said}`).toBe(claimed);
    }
    expect(count).toBeGreaterThan(TRIES / 4);
  });
});

const NODES = {
  it: { type: 'validation-list', config: {} },
  'by-pass': { type: 'stop', title: 'by-pass', config: {} },
  'by-fail': { type: 'stop', title: 'by-fail', config: {} },
};
const EDGES = ['it.pass>by-pass', 'it.fail>by-fail'];

function drawnList(draw: Lot) {
  const entries = draw.some(3, () => draw.one(['ACME', 'Globex', '7', 'other']));
  const rule = () => {
    const operator = draw.one(Object.keys(OPERATORS) as RuleOperator[]);
    const values = operator === 'exists' ? [] : [draw.one(['ac', '310', '5', 'x', '2026-01-01'])];
    return { operator, values, negate: draw.below(3) === 0 };
  };
  const rules: ListRules = { any: draw.some(2, rule), all: draw.some(2, rule) };
  const found = { rules, version: 3, checkedAt: 0, limitDays: 0 };
  return {
    held: { count: entries.length, some: entries, rules },
    find: (value: string) => ({ ...found, entry: entries.find((each) => folded(each) === folded(value)) }),
  };
}
