// Every named change that a person asks for, in one table.
import type { CommandRunner } from '../database.ts';
import { accountCommands } from './accounts.ts';
import { listCommands } from './lists.ts';
import { secretCommands } from './secrets.ts';
import { sessionCommands } from './sessions.ts';
import { sourceCommands } from './sources.ts';
import { workspaceCommands } from './workspace.ts';

/** Command name -> what does it. */
export const adminCommands: Readonly<Record<string, CommandRunner>> = {
  ...sourceCommands,
  ...listCommands,
  ...accountCommands,
  ...sessionCommands,
  ...secretCommands,
  ...workspaceCommands,
};
