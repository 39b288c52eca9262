// The key/value table: which one value would have made another row decide.
import { type Decision, type DecisionRow, decide, type TableRow, testOf } from '../../../flows/language/decision.ts';
import type { Json } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { decideAgain } from './decide-again.ts';
import type { Asked, At } from './known.ts';
import { changedAt, valueFor } from './near-values.ts';
import { decisionWords } from './says-judging.ts';
import { answererOf, held, plain, textIn } from './words.ts';

/** What the table was given. */
interface Table {
  from: Json | undefined;
  rows: readonly TableRow[];
  noMatch: DecisionRow;
}

/** Another value: what was found with it, in words and as data, and which row it is for, from 1; 0 for no match. */
interface Other {
  words: string;
  from: Json;
  row: number;
}

/** The row that decides otherwise: one that creates where none was created, else one that tells otherwise, else another. */
export async function tableChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  if (!isObject(step.in) || !isObject(step.out) || !Array.isArray(step.in.rows)) return undefined;
  const table = { noMatch: {}, ...step.in } as unknown as Table;
  const now = step.out as Decision;
  const ranked = [...byRows(table), ...byNone(table, textIn(step.out, 'key'))].flatMap((other) => {
    // The same pure decision that the run took.
    const { row, decision } = decide(table, other.from);
    const rank = rankOf(now, decision);
    return row === other.row && rank < 3 ? [{ ...other, rank }] : [];
  });
  const [where, who] = answererOf(at) ? ['the answer had held', 'the table'] : ['the table had found', 'it'];
  for (const { words, from } of ranked.sort((a, b) => a.rank - b.rank)) {
    const left = await decideAgain(at, { config: { from } }, asked);
    if (!left || !isObject(left.value) || rankOf(now, left.value as Decision) === 3) continue;
    return `If ${where} ${words}, ${who} would have said: ${decisionWords(left.value)}.`;
  }
  return undefined;
}

function byRows({ from, rows }: Table): Other[] {
  return rows.flatMap((row, index) => {
    const value = valueFor(testOf(row));
    const changed = value === undefined ? undefined : changedAt(from, row.key, value);
    if (value === undefined || !changed) return [];
    return [{ words: `${held(row.key, value)} (row ${index + 1})`, from: changed.at, row: index + 1 }];
  });
}

/** With a value that hardly any row looks for, at the key that decided. */
function byNone({ from }: Table, key: string): Other[] {
  const changed = key === '' ? undefined : changedAt(from, key, 'another');
  if (!changed) return [];
  return [{ words: `another \`${plain(key)}\`, which no row of the table knows`, from: changed.at, row: 0 }];
}

function rankOf(now: Decision, other: Decision): number {
  if (now.createLead !== other.createLead) return 0;
  if (now.success !== other.success) return 1;
  return now.addToDnc !== other.addToDnc || now.status !== other.status ? 2 : 3;
}
