// Keeps where alerts are sent, and what each of these places was told.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import type { AlertChannelRow } from '../../admin-rows.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { channelById } from '../queries/alerts.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about alerts, by name. */
export const alertCommands: Record<string, CommandRunner> = {
  'alert.addChannel': command<Args<'alert.addChannel'>>((db, { kind, target, by }, moment) => {
    if (db.get('SELECT 1 FROM alert_channel WHERE kind = ? AND target = ?', kind, target))
      throw new Failure('ALREADY_EXISTS', { detail: 'Alerts are sent there already.' });
    const id = moment.newId();
    const sql = 'INSERT INTO alert_channel (id, kind, target, created_at) VALUES (?, ?, ?, ?)';
    db.run(sql, id, kind, target, moment.now);
    catchUp(db, id);
    return audited(db, { id, by, did: 'alert.add', detail: '' }, moment);
  }),
  'alert.changeChannel': command<Args<'alert.changeChannel'>>((db, { id, enabled, by }, moment) => {
    if (enabled && !existing(db, id).enabled) catchUp(db, id);
    const sql = 'UPDATE alert_channel SET enabled = ?, failed = NULL, tries = 0, retry_at = NULL WHERE id = ?';
    db.run(sql, Number(enabled), id);
    return audited(db, { id, by, did: 'alert.change', detail: enabled ? 'On.' : 'Off.' }, moment);
  }),
  'alert.removeChannel': command<Args<'alert.removeChannel'>>((db, { id, by }, moment) => {
    audited(db, { id, by, did: 'alert.remove', detail: '' }, moment);
    db.run('DELETE FROM alert_channel WHERE id = ?', id);
    return null;
  }),
  'alert.told': command<Args<'alert.told'>>(told),
  'alert.failed': command<Args<'alert.failed'>>((db, { channel, says, retryAt }) => {
    db.run('UPDATE alert_channel SET failed = ?, tries = tries + 1, retry_at = ? WHERE id = ?', says, retryAt, channel);
    return null;
  }),
};

/** A channel is not told again of what others were told before it began, or while it was off. */
function catchUp(db: Database, channel: string): void {
  db.run(
    `INSERT INTO alert_told (channel, kind, flow, node, code, about, told, told_at)
     SELECT ?, kind, flow, node, code, about, told, told_at FROM incident WHERE told > 0
     ON CONFLICT DO UPDATE SET told = excluded.told, told_at = excluded.told_at`,
    channel,
  );
}

function told(db: Database, { channel, items }: Args<'alert.told'>, { now }: Moment): null {
  // It may have been deleted while the message was under way; what it said counts as told all the same.
  const works = 'UPDATE alert_channel SET failed = NULL, tries = 0, retry_at = NULL, told_at = ? WHERE id = ?';
  const isThere = db.run(works, now, channel) === 1;
  for (const { kind, flow, node, code, about, count } of items) {
    if (isThere) {
      const sql = `INSERT INTO alert_told (channel, kind, flow, node, code, about, told, told_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET told = excluded.told, told_at = excluded.told_at`;
      db.run(sql, channel, kind, flow, node, code, about, count, now);
    }
    const sql = `UPDATE incident SET told = max(told, ?1), told_at = ?2, since_at = CASE WHEN count > ?1 THEN last_at ELSE since_at END
      WHERE kind = ?3 AND flow = ?4 AND node = ?5 AND code = ?6 AND about = ?7`;
    db.run(sql, count, now, kind, flow, node, code, about);
  }
  return null;
}

function existing(db: Database, id: string): AlertChannelRow {
  const channel = channelById(db, id);
  if (!channel) throw new Failure('NOT_FOUND', { detail: 'Alert channel.' });
  return channel;
}

/** The address of a webhook is as good as a key, so the audit names its host alone. */
function audited(
  db: Database,
  { id, by, did, detail }: { id: string; by: string; did: string; detail: string },
  moment: Moment,
): AlertChannelRow {
  const channel = existing(db, id);
  const { kind, target } = channel;
  const what = kind === 'email' ? target : (URL.parse(target)?.host ?? 'webhook');
  audit(db, moment, { who: by, did, what, detail });
  return channel;
}
