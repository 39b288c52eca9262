// Counts what the runs of flows came to, hour by hour: the pulse that the list of flows shows.
import type { AdminQueries } from '../../admin-ops.ts';
import type { RunHourRow } from '../../admin-run-rows.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { idAt } from './run-search.ts';

type Args = AdminQueries['run.hoursOfFlows']['args'];
const HOUR_MS = 3_600_000;

/** The query behind the pulse, by name. */
export const runHourQueries: Record<string, QueryRunner> = {
  'run.hoursOfFlows': query<Args>((db, { flows, since }) => flows.flatMap((flow) => hoursOf(db, flow, since))),
};

/** By the index of a flow's runs: 100,000 runs of one day take about 0.1 s. */
function hoursOf(db: Database, flow: string, since: number): RunHourRow[] {
  // Numbers arrive as REAL: without the cast, each run would be an hour of its own.
  const sql = `SELECT CAST((accepted_at - ?) / ${HOUR_MS} AS INTEGER) AS hour, outcome, count(*) AS n FROM run
    WHERE flow = ? AND id >= ? AND state = 'finished' AND test = 0 GROUP BY hour, outcome`;
  return db.all(sql, since, flow, idAt(since)).map((row) => ({
    flow,
    hour: Number(row.hour),
    outcome: row.outcome as RunHourRow['outcome'],
    count: Number(row.n),
  }));
}
