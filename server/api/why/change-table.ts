// The key/value table: which one value would have made another row decide.
import { type Decision, decide, type TableRow, testOf } from '../../../flows/language/decision.ts';
import { isObject } from '../../../flows/language/json.ts';
import { decideAgain } from './decide-again.ts';
import type { Asked, At } from './known.ts';
import { changedAt, valueFor } from './near-values.ts';
import { decisionWords } from './says-judging.ts';
import { answererOf, held } from './words.ts';

/** The row that decides otherwise: one that creates where none was created, else one that tells otherwise, else another. */
export async function tableChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { step } = at;
  if (!isObject(step.in) || !isObject(step.out)) return undefined;
  const { from, rows } = step.in;
  if (!Array.isArray(rows)) return undefined;
  const now = step.out as Decision;
  const found = (rows as unknown as TableRow[]).flatMap((row, index) => {
    const value = valueFor(testOf(row));
    const changed = value === undefined ? undefined : changedAt(from, row.key, value);
    if (value === undefined || !changed) return [];
    // The same pure decision that the run took.
    const { row: number, decision } = decide({ rows: rows as unknown as TableRow[], noMatch: {} }, changed.at);
    return number === index + 1 ? [{ row, value, changed, rank: rankOf(now, decision) }] : [];
  });
  for (const { row, value, changed } of found.filter(({ rank }) => rank < 3).sort((a, b) => a.rank - b.rank)) {
    const left = await decideAgain(at, { config: { from: changed.at ?? null } }, asked);
    if (!left || !isObject(left.value) || rankOf(now, left.value as Decision) === 3) continue;
    const [where, who] = answererOf(at) ? ['the answer had held', 'the table'] : ['the table had found', 'it'];
    return `If ${where} ${held(row.key, value)} (row ${left.value.row}), ${who} would have said: ${decisionWords(left.value)}.`;
  }
  return undefined;
}

function rankOf(now: Decision, other: Decision): number {
  if (now.createLead !== other.createLead) return 0;
  if (now.success !== other.success) return 1;
  return now.addToDnc !== other.addToDnc || now.status !== other.status ? 2 : 3;
}
