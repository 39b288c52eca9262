// The admin API as one express router, made from the table of routes. `main` mounts it at /api.
import express, { type Router } from 'express';
import { Failure } from '../../flows/language/failures.ts';
import { createThrottle } from '../auth/throttle.ts';
import type { AdminApiParts, ApiDeps } from './deps.ts';
import { createEventHub } from './event-hub.ts';
import { type OpenApi, openApi } from './openapi.ts';
import { problemAnswers, sendProblem } from './problems.ts';
import { routes } from './routes.ts';
import { serveRoute } from './serve-route.ts';
import { createChecks } from './validate.ts';

/** Makes the router. It holds one watch on the engine and two timers, all ended by `parts.stopping`. */
export function createAdminApi(parts: AdminApiParts): Router {
  const deps: ApiDeps = {
    ...parts,
    throttle: createThrottle(),
    hub: createEventHub(parts.engine, parts.stopping, parts.heartbeatMs),
    now: Date.now,
  };
  const router = express.Router();
  const checks = createChecks();
  let description: OpenApi | undefined;
  router.get('/openapi.json', (_request, response) => {
    description ??= openApi(routes, parts.version);
    response.json(description);
  });
  for (const route of routes) router[route.method](route.path, serveRoute(route, deps, checks));
  router.use((_request, response) => sendProblem(response, new Failure('NOT_FOUND')));
  router.use(problemAnswers(parts.log));
  return router;
}
