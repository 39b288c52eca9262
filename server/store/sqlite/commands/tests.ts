// Keeps the tests of connections' endpoints, for their logs.
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { audit } from './audit.ts';

/** Tests kept of one connection: the newest. */
const MOST = 500;

/** Commands about tests, by name. */
export const testCommands: Record<string, CommandRunner> = {
  'test.keep': command<AdminCommands['test.keep']['args']>((db, test, moment) => {
    const { connection, endpoint, phone, by, result, reason, lead, request, answer, failure } = test;
    const id = moment.newId();
    db.run(
      `INSERT INTO endpoint_test (id, connection, endpoint, phone, by_whom, result, reason, status, ms, at, detail)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, connection, endpoint, phone, by, result, reason, answer?.status ?? null, answer?.ms ?? null, moment.now],
      JSON.stringify({ lead, request, answer, failure }),
    );
    db.run(
      `DELETE FROM endpoint_test WHERE connection = ? AND id < (
         SELECT id FROM endpoint_test WHERE connection = ? ORDER BY id DESC LIMIT 1 OFFSET ${MOST - 1})`,
      connection,
      connection,
    );
    audit(db, moment, { who: by, did: 'connection.test', what: `${connection}/${endpoint}`, detail: result });
    return { id };
  }),
};
