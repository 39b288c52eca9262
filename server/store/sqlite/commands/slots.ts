// Leaves the slot of a schedule out: it is never taken any more, and the audit says why.
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { countIncident, takeSlot } from '../run-rows.ts';
import { audit } from './audit.ts';

/** Commands about slots, by name. */
export const slotCommands: Record<string, CommandRunner> = {
  'slot.leaveOut': command<AdminCommands['slot.leaveOut']['args']>((db, { flow, node, at, says, failed }, moment) => {
    const detail = `${new Date(at).toISOString()}: ${says}`;
    if (!takeSlot(db, flow, { node, at })) return null;
    audit(db, moment, { who: 'schedule', did: 'slot.leaveOut', what: `${flow}/${node}`, detail });
    // No run was begun: of the kinds of incident, what was stopped by us and is looked into at its flow.
    if (failed !== null)
      countIncident(
        db,
        { run: '', incident: { kind: 'paused', flow, node, code: failed, about: '', says: detail } },
        moment.now,
      );
    return null;
  }),
};
