// Leaves the slot of a schedule out: it is never taken any more, and the audit says why.
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command } from '../database.ts';
import { takeSlot } from '../run-rows.ts';
import { audit } from './audit.ts';

/** Commands about slots, by name. */
export const slotCommands: Record<string, CommandRunner> = {
  'slot.leaveOut': command<AdminCommands['slot.leaveOut']['args']>((db, { flow, node, at, says }, moment) => {
    const detail = `${new Date(at).toISOString()}: ${says}`;
    if (takeSlot(db, flow, { node, at }))
      audit(db, moment, { who: 'schedule', did: 'slot.leaveOut', what: `${flow}/${node}`, detail });
    return null;
  }),
};
