// Every named query that the API and the workspace ask, in one table.
import { accountCheckQueries } from '../commands/account-check.ts';
import type { QueryRunner } from '../database.ts';
import { accountQueries } from './accounts.ts';
import { alertQueries } from './alerts.ts';
import { callbackQueries } from './callbacks.ts';
import { dncQueries } from './dnc.ts';
import { exchangeQueries } from './exchanges.ts';
import { heldQueries } from './held.ts';
import { leadFindQueries } from './lead-find.ts';
import { leadImportQueries } from './lead-imports.ts';
import { leadWordQueries } from './lead-words.ts';
import { leadQueries } from './leads.ts';
import { pauseQueries } from './pauses.ts';
import { runHourQueries } from './run-hours.ts';
import { runStatusQueries } from './run-status.ts';
import { runQueries } from './runs.ts';
import { slotQueries } from './slots.ts';
import { sourceQueries } from './sources.ts';
import { valueListQueries } from './value-lists.ts';
import { viewQueries } from './views.ts';
import { workspaceQueries } from './workspace.ts';

/** Query name -> what answers it. */
export const queries: Readonly<Record<string, QueryRunner>> = {
  ...runQueries,
  ...runStatusQueries,
  ...runHourQueries,
  ...callbackQueries,
  ...exchangeQueries,
  ...heldQueries,
  ...leadQueries,
  ...dncQueries,
  ...leadFindQueries,
  ...leadImportQueries,
  ...leadWordQueries,
  ...slotQueries,
  ...sourceQueries,
  ...pauseQueries,
  ...accountCheckQueries,
  ...accountQueries,
  ...alertQueries,
  ...valueListQueries,
  ...viewQueries,
  ...workspaceQueries,
};
