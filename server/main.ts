// The process: wires the parts, listens, and drains. Only the command line loads it.
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { ACCOUNT_FLOW } from '../flows/language/account-flow.ts';
import { catalogue } from '../nodes/registry.ts';
import { watchDncLists } from './alerts/dnc-lists.ts';
import { createAdminApi } from './api/app.ts';
import { securityHeaders } from './api/security-headers.ts';
import { ensureAdmin } from './auth/first-admin.ts';
import type { Passwords } from './auth/passwords.ts';
import { listenForCommands } from './cli/control.ts';
import { firstLeadCurl, makeExampleSources } from './cli/first-lead.ts';
import { startSimulator } from './cli/simulator.ts';
import { type Config, SettingError } from './config.ts';
import { createDoorRules } from './intake/door-rules.ts';
import { startKeyPruning } from './intake/key-pruning.ts';
import { createLeadRate } from './intake/lead-rate.ts';
import { listen } from './intake/listen.ts';
import { replayLead } from './intake/replay.ts';
import { type Door, intakeDoor } from './intake/router.ts';
import { createScheduler, type Scheduler } from './intake/schedule.ts';
import { createWrongKeys } from './intake/wrong-keys.ts';
import { createServer } from './node-http.ts';
import { buildEditor, isStale } from './pages/editor-build.ts';
import { pagesRouter } from './pages/router.ts';
import { assemble, type Parts } from './parts.ts';
import { parseAnswer } from './reading/parse-answer.ts';
import { inputsOf } from './run/inputs.ts';
import { planRetry } from './run/rerun.ts';
import { publicStatus } from './run/told.ts';
import { ask, change } from './store/admin-ops.ts';
import { newId } from './store/ids.ts';
import { takeLock } from './store/sqlite/lock.ts';
import { isCallingCode } from './tools/read-phone.ts';
import { bindingWorkspace, bindOldSecrets, health, onSecrets } from './tools/secret-bounds.ts';
import { forgettingStore, sealSourceSecret, sourceBook } from './tools/source-book.ts';

/** How long a stop waits for runs in flight, milliseconds: the process is to be gone within ten seconds. */
const DRAIN_MS = 8000;
/** How long a stop waits for an alert that is under way, milliseconds; one that is cut off is sent again. */
const ALERT_STOP_MS = 3000;
/** Callers at a time; above it a connection is closed as it comes. */
const MAX_CONNECTIONS = 2000;
/** How often connections are held against the limits for slow senders, milliseconds. */
const SLOW_CHECK_MS = 1000;

/** A server that listens. `stop` drains it and gives the data folder back. */
export interface Running {
  /** `http://host:port`. */
  address: string;
  /** The path of the one-time link for the first admin, where nobody can sign in yet. */
  setupLink: string | undefined;
  /** What the receiver simulator said where it was asked for and could not start. */
  simulator: 'running' | 'off' | { says: string };
  /** A curl line that works when pasted; only beside the simulator, which it asks. */
  firstLead: string | undefined;
  /** Resolves when the pages are built; rejects with what the build said. */
  pages: Promise<void>;
  stop: () => Promise<void>;
}

type StartOptions = { simulator: boolean; passwords?: Passwords };
/** Starts everything. Fails with SettingError where the settings, the data folder or the port cannot be used. */
export async function startServer(config: Config, options: StartOptions): Promise<Running> {
  const unlock = takeLock(config.data);
  if (!unlock)
    throw new SettingError(
      `Another Leadflow uses the data folder ${config.data}. Stop it, or set LEADFLOW_DATA to another folder.`,
    );
  const simulator = options.simulator ? await startSimulator(config.simulatorPort) : undefined;
  const allowed = simulator && 'stop' in simulator ? [`127.0.0.1:${config.simulatorPort}`] : [];
  const parts = await assemble(config, allowed, options.passwords);
  const { setupLink } = await prepare(parts);
  const stopping = new AbortController();
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: SLOW_CHECK_MS };
  const sources = sourceBook(parts.store.reads, parts.secrets.sealer);
  const shared: Shared = { sources, rules: createDoorRules(), stopping: stopping.signal };
  const [door, app] = [createDoor(parts, shared), createApp(parts, shared)];
  const take: RequestListener = (request, response) => door(request, response, () => void app(request, response));
  const server = createServer({ ...limits, keepAliveTimeout: 5000 }, take).on('checkContinue', take);
  server.maxConnections = MAX_CONNECTIONS;
  // Before any run is taken up: where the port is in use the process ends, and no call must be under way then.
  const address = await listen(server, config);
  parts.listening.at = address;
  await parts.engine.start();
  parts.alerter.start();
  const stopDncWatch = watchDncLists({ ...parts, reads: parts.store.reads, look: parts.dnc.look, now: Date.now });
  await parts.leadImports.start();
  const stopWatching = parts.workspace.watch();
  const scheduler = await startSchedules(parts);
  const stopPruning = pruneKeys(parts, shared.rules);
  const socket = join(config.data, 'leadflow.sock');
  const control = await listenForCommands({ ...parts, ...onSecrets(parts), socket });
  const stop = async () => {
    stopping.abort();
    stopWatching();
    stopDncWatch();
    scheduler.stop();
    stopPruning();
    server.close();
    server.closeIdleConnections();
    await Promise.all([parts.engine.stop(DRAIN_MS), parts.alerter.stop(ALERT_STOP_MS), parts.leadImports.close()]);
    control.close();
    server.closeAllConnections();
    await Promise.all([parts.outbound.close(), parts.pool.close()]);
    await parts.store.close();
    if (simulator && 'stop' in simulator) simulator.stop();
    unlock();
  };
  return {
    address,
    setupLink,
    simulator: simulator === undefined ? 'off' : 'stop' in simulator ? 'running' : simulator,
    firstLead:
      simulator && 'stop' in simulator ? await firstLeadCurl(parts.store, { data: config.data, address }) : undefined,
    pages: isStale() ? buildEditor() : Promise.resolve(),
    stop,
  };
}

/** Loads the workspace and makes the first account; on a first start also a source for each published flow that takes posts. */
async function prepare(parts: Parts): Promise<{ setupLink: string | undefined }> {
  const { config, store, secrets, workspace, log } = parts;
  const { published, problems } = await workspace.load();
  for (const { slug, problems: list } of problems) log.warn({ flow: slug, problems: list }, 'A flow has problems');
  await bindOldSecrets(workspace, secrets);
  const admin = await ensureAdmin(store, config, parts.passwords);
  // No source can post to a flow that others call, or that a schedule begins.
  const posted = workspace.list().filter(({ slug, trigger }) => trigger?.path && published.includes(slug));
  if (posted.length > 0) await makeExampleSources(store, config.data, posted);
  return { setupLink: admin.link };
}

/** The leads' own way in, before express. */
function createDoor(parts: Parts, { sources, rules, stopping }: Shared): Door {
  const { config, log, store, workspace, engine, services, pauses } = parts;
  return intakeDoor({
    engine,
    pauses,
    sources,
    rules,
    rate: createLeadRate(),
    wrongKeys: createWrongKeys(),
    refusals: parts.refusals,
    liveAt: (path) => workspace.liveAt(path),
    load: () => engine.load(),
    stopping: () => stopping.aborted,
    minFreeBytes: config.minFreeBytes,
    callbacks: parts.callbacks,
    read: parseAnswer,
    phone: services.phone,
    isCallingCode,
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    syncLimitMs: config.syncLimitMs,
    release: () => workspace.liveOf(ACCOUNT_FLOW),
    users: () => workspace.accountUsers(),
    hasList: (slug) => store.reads.leadList(slug) !== undefined,
    dnc: parts.dnc,
    store,
    tellParked: (run, answer) => change(store, 'run.tell', { run, answer }),
    status: async (run) => {
      const row = await ask(store, 'run.status', { run });
      return row ? publicStatus(row) : undefined;
    },
    onBug: (error) => {
      const id = newId(Date.now());
      log.error({ err: error, id }, 'Intake met a bug');
      return id;
    },
  });
}

/** What the ways in share. */
interface Shared {
  sources: ReturnType<typeof sourceBook>;
  rules: ReturnType<typeof createDoorRules>;
  stopping: AbortSignal;
}

/** Forgets old keys, by what the published flows say of them, and old reservations. */
function pruneKeys({ store, workspace, log }: Parts, rules: Shared['rules']): () => void {
  return startKeyPruning({
    windows: () =>
      Object.fromEntries(
        workspace.list().flatMap(({ slug }) => {
          const release = workspace.liveOf(slug);
          return release ? [[slug, rules(release).windowMs]] : [];
        }),
      ),
    store,
    onError: (error, says) => log.error({ err: error }, says),
  });
}

/** Lets the schedules of the published flows begin runs. */
async function startSchedules({ engine, workspace, pauses, store, log }: Parts): Promise<Scheduler> {
  const scheduler = createScheduler({
    engine,
    scheduled: () => workspace.scheduled(),
    refuses: (flow) => pauses.of('flow', flow)?.mode === 'refuse',
    taken: () => ask(store, 'slot.list', {}),
    leaveOut: (slot) => change(store, 'slot.leaveOut', slot),
    now: Date.now,
    onError: (error, says) => log.error({ err: error }, says),
  });
  await scheduler.start();
  return scheduler;
}

function createApp(parts: Parts, { sources, stopping }: Shared): express.Express {
  const { store, secrets, workspace, engine, services } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Behind the leads' own door, which every lead would otherwise have to pass them to reach.
  app.get('/healthz', (_request, response) => void response.json(health(secrets)));
  app.get('/readyz', (_request, response) => {
    const ready = engine.ready() && !stopping.aborted;
    response.status(ready ? 200 : 503).json({ ready });
  });
  app.use(securityHeaders());
  const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;
  app.use(
    '/api',
    createAdminApi({
      ...parts,
      store: forgettingStore(store, sources),
      workspace: bindingWorkspace(workspace, secrets),
      version,
      alerts: parts.alerter,
      catalogue: catalogue(),
      phone: services.phone,
      parse: services.parse,
      seal: (plain) => sealSourceSecret(plain, secrets.sealer),
      inputsOf: (release, run) => inputsOf(release, run, services),
      replay: (order) => replayLead(order, { engine, read: parseAnswer, phone: services.phone, now: Date.now }),
      planRetry,
      callbackUrl: (run, node) => parts.callbacks.of(run, node),
      stopping,
    }),
  );
  app.use(pagesRouter());
  return app;
}
