// Every named query that the API and the workspace ask, in one table.
import type { QueryRunner } from '../database.ts';
import { accountQueries } from './accounts.ts';
import { leadQueries } from './leads.ts';
import { listQueries } from './lists.ts';
import { runQueries } from './runs.ts';
import { sourceQueries } from './sources.ts';
import { workspaceQueries } from './workspace.ts';

/** Query name -> what answers it. */
export const queries: Readonly<Record<string, QueryRunner>> = {
  ...runQueries,
  ...leadQueries,
  ...listQueries,
  ...sourceQueries,
  ...accountQueries,
  ...workspaceQueries,
};
