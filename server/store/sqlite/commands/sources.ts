// Changes sources: who may send leads to a flow, with which key.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import type { SourceRow } from '../../admin-rows.ts';
import { type CommandRunner, command, type Database } from '../database.ts';
import { sourceById } from '../queries/sources.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about sources, by name. */
export const sourceCommands: Record<string, CommandRunner> = {
  'source.create': command<Args<'source.create'>>((db, args, moment) => {
    const id = moment.newId();
    const { name, flow, auth, keyHash, keyHint, secret, region, test } = args;
    db.run(
      `INSERT INTO source (id, name, flow, auth, key_hash, key_hint, secret, region, test, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, name, flow, auth, keyHash, keyHint, secret, region, Number(test), moment.now],
    );
    audit(db, moment, { who: args.by, did: 'source.create', what: name, detail: `Flow ${flow}, ${auth}.` });
    return existing(db, id);
  }),
  'source.change': command<Args<'source.change'>>((db, { id, by, ...changes }, moment) => {
    const before = existing(db, id);
    const { name, test, region, pending, ratePerMinute } = { ...before, ...changes };
    const sql = 'UPDATE source SET name = ?, test = ?, region = ?, pending = ?, rate_per_minute = ? WHERE id = ?';
    db.run(sql, name, Number(test), region, pending, ratePerMinute, id);
    audit(db, moment, { who: by, did: 'source.change', what: before.name, detail: wordsOf(changes) });
    return existing(db, id);
  }),
  'source.rekey': command<Args<'source.rekey'>>((db, { id, keyHash, keyHint, secret, by }, moment) => {
    const { name } = existing(db, id);
    db.run('UPDATE source SET key_hash = ?, key_hint = ?, secret = ? WHERE id = ?', keyHash, keyHint, secret, id);
    audit(db, moment, { who: by, did: 'source.rekey', what: name, detail: '' });
    return existing(db, id);
  }),
  'source.remove': command<Args<'source.remove'>>((db, { id, by }, moment) => {
    const { name } = existing(db, id);
    db.run('DELETE FROM source WHERE id = ?', id);
    audit(db, moment, { who: by, did: 'source.remove', what: name, detail: '' });
    return null;
  }),
};

function wordsOf(changes: object): string {
  return Object.entries(changes)
    .map(([field, value]) => `${field}: ${value ?? 'none'}`)
    .join(', ');
}

function existing(db: Database, id: string): SourceRow {
  const source = sourceById(db, id);
  if (!source) throw new Failure('NOT_FOUND', { detail: `Source ${id}.` });
  return source;
}
