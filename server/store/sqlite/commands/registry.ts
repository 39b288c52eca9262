// Every named change that a person asks for, in one table.
import type { CommandRunner } from '../database.ts';
import { accountCheckCommands } from './account-check.ts';
import { accountCommands } from './accounts.ts';
import { alertCommands } from './alerts.ts';
import { dncCommands } from './dnc.ts';
import { intakeCommands } from './intake.ts';
import { leadImportCommands } from './lead-imports.ts';
import { leadCommands } from './leads.ts';
import { listCommands } from './lists.ts';
import { pauseCommands } from './pauses.ts';
import { secretCommands } from './secrets.ts';
import { sessionCommands } from './sessions.ts';
import { slotCommands } from './slots.ts';
import { sourceCommands } from './sources.ts';
import { testCommands } from './tests.ts';
import { valueListCommands } from './value-lists.ts';
import { viewCommands } from './views.ts';
import { workspaceCommands } from './workspace.ts';

/** Command name -> what does it. */
export const adminCommands: Readonly<Record<string, CommandRunner>> = {
  ...sourceCommands,
  ...intakeCommands,
  ...dncCommands,
  ...leadCommands,
  ...leadImportCommands,
  ...listCommands,
  ...pauseCommands,
  ...accountCheckCommands,
  ...accountCommands,
  ...alertCommands,
  ...sessionCommands,
  ...slotCommands,
  ...secretCommands,
  ...testCommands,
  ...valueListCommands,
  ...viewCommands,
  ...workspaceCommands,
};
