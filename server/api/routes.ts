// The whole admin API as one table: express, the OpenAPI description and the editor's types are made from it.
import { postingRoutes } from './posting/routes-posting.ts';
import type { Route } from './route.ts';
import { accountCheckRoutes } from './routes-account-check.ts';
import { accountRoutes } from './routes-accounts.ts';
import { adaptorRoutes } from './routes-adaptors.ts';
import { alertRoutes } from './routes-alerts.ts';
import { connectRoutes } from './routes-connect.ts';
import { connectionTestRoutes } from './routes-connection-test.ts';
import { connectionRoutes } from './routes-connections.ts';
import { dncRoutes } from './routes-dnc.ts';
import { dncImportRoutes } from './routes-dnc-imports.ts';
import { dncListRoutes } from './routes-dnc-lists.ts';
import { exchangeRoutes } from './routes-exchanges.ts';
import { flowHistoryRoutes } from './routes-flow-history.ts';
import { flowRoutes } from './routes-flows.ts';
import { heldRoutes } from './routes-held.ts';
import { leadBulkRoutes } from './routes-lead-bulk.ts';
import { leadImportRoutes } from './routes-lead-imports.ts';
import { leadWordRoutes } from './routes-lead-words.ts';
import { leadRoutes } from './routes-leads.ts';
import { listVersionRoutes } from './routes-list-versions.ts';
import { listRoutes } from './routes-lists.ts';
import { nameRoutes } from './routes-names.ts';
import { optionRoutes } from './routes-options.ts';
import { pauseRoutes } from './routes-pauses.ts';
import { previewRoutes } from './routes-preview.ts';
import { runOperationRoutes } from './routes-run-operations.ts';
import { runRoutes } from './routes-runs.ts';
import { secretRoutes } from './routes-secrets.ts';
import { sessionRoutes } from './routes-session.ts';
import { sourceRoutes } from './routes-sources.ts';
import { templateRoutes } from './routes-templates.ts';
import { viewRoutes } from './routes-views.ts';

/** Every route, in the order in which express tries them: a fixed path stands before one with a place in it. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...accountRoutes,
  ...accountCheckRoutes,
  ...flowHistoryRoutes,
  ...postingRoutes,
  ...flowRoutes,
  ...nameRoutes,
  ...viewRoutes,
  ...heldRoutes,
  ...runOperationRoutes,
  ...runRoutes,
  ...leadBulkRoutes,
  ...leadRoutes,
  ...leadImportRoutes,
  ...leadWordRoutes,
  ...dncRoutes,
  ...dncListRoutes,
  ...dncImportRoutes,
  ...listRoutes,
  ...listVersionRoutes,
  ...sourceRoutes,
  ...pauseRoutes,
  ...connectionTestRoutes,
  ...exchangeRoutes,
  ...connectRoutes,
  ...connectionRoutes,
  ...templateRoutes,
  ...adaptorRoutes,
  ...secretRoutes,
  ...alertRoutes,
  ...optionRoutes,
  ...previewRoutes,
];
