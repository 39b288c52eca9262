// Reads incidents, and where alerts about them go.
import type { AdminQueries } from '../../admin-ops.ts';
import type { AlertChannelRow, DueChannel, IncidentRow } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { numberOrNull, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** Queries about alerts, by name. */
export const alertQueries: Record<string, QueryRunner> = {
  'alert.channels': query<Args<'alert.channels'>>((db) =>
    db.all('SELECT * FROM alert_channel ORDER BY id').map(channelRow),
  ),
  'alert.due': query<Args<'alert.due'>>(due),
  'incident.list': query<Args<'incident.list'>>((db, { limit }) =>
    db.all('SELECT * FROM incident ORDER BY last_at DESC LIMIT ?', limit).map(incidentRow),
  ),
};

/** One channel, or undefined. */
export function channelById(db: Database, id: string): AlertChannelRow | undefined {
  const row = db.get('SELECT * FROM alert_channel WHERE id = ?', id);
  return row && channelRow(row);
}

function due(db: Database, args: Args<'alert.due'>): AdminQueries['alert.due']['result'] {
  const { now } = args;
  const rows = db.all('SELECT * FROM alert_channel WHERE enabled = 1 ORDER BY id');
  const channels = rows
    .filter((row) => row.retry_at === null || Number(row.retry_at) <= now)
    .map((row) => ({ ...channelRow(row), tries: Number(row.tries), items: dueItems(db, text(row.id), args) }))
    .filter((channel) => channel.items.length > 0);
  const untold = Number(db.get('SELECT total(count - told) AS n FROM incident WHERE count > told')?.n ?? 0);
  return { channels, anyChannel: rows.length > 0, untold };
}

/** A time that is still to come, after a clock was set back, holds nothing up. */
function dueItems(db: Database, channel: string, args: Args<'alert.due'>): DueChannel['items'] {
  const { now, quietMs, longestMs, repeatMs } = args;
  const sql = `SELECT i.*, coalesce(t.told, 0) AS told, t.told_at AS told_at FROM incident i
    LEFT JOIN alert_told t ON t.channel = ?1 AND t.kind = i.kind AND t.flow = i.flow AND t.node = i.node AND t.code = i.code AND t.about = i.about
    WHERE i.count > coalesce(t.told, 0) AND (t.told_at IS NULL OR t.told_at > ?2 OR t.told_at <= ?3)
      AND (i.last_at > ?2 OR i.last_at <= ?4 OR i.since_at <= ?5)
    ORDER BY i.count - coalesce(t.told, 0) DESC, i.last_at DESC`;
  return db.all(sql, channel, now, now - repeatMs, now - quietMs, now - longestMs).map(incidentRow);
}

function channelRow(row: Row): AlertChannelRow {
  return {
    id: text(row.id),
    kind: row.kind === 'email' ? 'email' : 'webhook',
    target: text(row.target),
    enabled: row.enabled === 1,
    failed: row.failed === null ? null : text(row.failed),
    toldAt: numberOrNull(row.told_at),
  };
}

function incidentRow(row: Row): IncidentRow {
  return {
    kind: row.kind as IncidentRow['kind'],
    flow: text(row.flow),
    node: text(row.node),
    code: text(row.code),
    about: text(row.about),
    says: text(row.says),
    run: text(row.run),
    count: Number(row.count),
    told: Number(row.told),
    firstAt: Number(row.first_at),
    lastAt: Number(row.last_at),
    sinceAt: Number(row.since_at),
    toldAt: numberOrNull(row.told_at),
  };
}
