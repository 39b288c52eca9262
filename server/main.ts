// The process: wires the parts, listens, and drains. Only the command line loads it.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { type Logger, pino } from 'pino';
import { catalogue } from '../nodes/registry.ts';
import { createAdminApi } from './api/app.ts';
import { securityHeaders } from './api/security-headers.ts';
import { ensureAdmin } from './auth/first-admin.ts';
import { listenForCommands } from './cli/control.ts';
import { firstLeadCurl, makeExampleSources } from './cli/first-lead.ts';
import { startSimulator } from './cli/simulator.ts';
import { type Config, SettingError } from './config.ts';
import { createEmbeddedEngine } from './engine/embedded/engine.ts';
import type { Engine } from './engine/engine.ts';
import { createExpressionPool, type ExpressionPool } from './expression/pool.ts';
import { makeLeadCheck } from './intake/lead-check.ts';
import { intakeRouter } from './intake/router.ts';
import { buildEditor, isStale } from './pages/editor-build.ts';
import { pagesRouter } from './pages/router.ts';
import { inputsOf } from './run/inputs.ts';
import { compileRelease } from './run/plan.ts';
import type { WalkServices } from './run/step.ts';
import { newId } from './store/ids.ts';
import type { Store } from './store/ports.ts';
import { openStore } from './store/sqlite/client.ts';
import { takeLock } from './store/sqlite/lock.ts';
import { readEgressPolicy } from './tools/egress.ts';
import { createOutbound, type Outbound } from './tools/outbound.ts';
import { parseAnswer } from './tools/parse-answer.ts';
import { rememberPhones } from './tools/remember-phones.ts';
import { createSecrets, type Secrets } from './tools/secrets.ts';
import { forgettingStore, sealSourceSecret, sourceBook } from './tools/source-book.ts';
import { createToolbox } from './tools/toolbox.ts';
import { createWorkspace } from './workspace/create.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Runs in memory at most: some hundred bytes to some kilobytes each. */
const MAX_IN_FLIGHT = 2000;
/** How long a stop waits for runs in flight, milliseconds: the process is to be gone within ten seconds. */
const DRAIN_MS = 8000;
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

/** The parts of one process. */
interface Parts {
  config: Config;
  log: Logger;
  store: Store;
  secrets: Secrets;
  workspace: Workspace;
  outbound: Outbound;
  pool: ExpressionPool;
  services: WalkServices;
  engine: Engine;
}

/** Starts everything. Fails with SettingError where the settings, the data folder or the port cannot be used. */
export async function startServer(config: Config, options: { simulator: boolean }): Promise<Running> {
  const unlock = takeLock(config.data);
  if (!unlock)
    throw new SettingError(
      `Another Leadflow uses the data folder ${config.data}. Stop it, or set LEADFLOW_DATA to another folder.`,
    );
  const simulator = options.simulator ? await startSimulator(config.simulatorPort) : undefined;
  const parts = await assemble(config, simulator && 'stop' in simulator ? [`127.0.0.1:${config.simulatorPort}`] : []);
  const { setupLink } = await prepare(parts);
  const stopping = new AbortController();
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: SLOW_CHECK_MS };
  const server = createServer({ ...limits, keepAliveTimeout: 5000 }, createApp(parts, stopping.signal));
  // Before any run is taken up: where the port is in use the process ends, and no call must be under way then.
  const address = await listen(server, config);
  await parts.engine.start();
  const stopWatching = parts.workspace.watch();
  const control = await listenForCommands({ ...parts, socket: join(config.data, 'leadflow.sock') });
  const stop = async () => {
    stopping.abort();
    stopWatching();
    server.close();
    server.closeIdleConnections();
    await parts.engine.stop(DRAIN_MS);
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

async function assemble(config: Config, egressAllow: readonly string[]): Promise<Parts> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore(config.data, (error) => {
    log.fatal(
      { err: error },
      'The database failed; the process ends, so that a new one starts from what is really stored',
    );
    process.exit(1);
  });
  const secrets = await createSecrets({ store, keyFile: join(config.data, 'leadflow.key') });
  const pool = createExpressionPool();
  const workspace = createWorkspace({
    folder: config.workspace,
    environment: config.environment,
    catalogue: catalogue(),
    store,
    compile: (content, hash) => compileRelease(content, hash, makeLeadCheck),
    log,
  });
  const outbound = createOutbound({ policy: readEgressPolicy([...config.egressAllow, ...egressAllow]) });
  const services: WalkServices = {
    parse: parseAnswer,
    phone: rememberPhones(),
    pool: (text, input, moment) => pool.evaluate(text, input, moment),
    onBug: (error, where) => log.error({ err: error, ...where }, 'A step met a bug'),
  };
  const engine = createEmbeddedEngine({
    journal: store.journal,
    reads: store.reads,
    toolbox: createToolbox({ outbound, secrets, connection: (slug) => workspace.live(slug), reads: store.reads }),
    services,
    release: (hash) => workspace.release(hash),
    newId,
    now: Date.now,
    random: Math.random,
    maxInFlight: MAX_IN_FLIGHT,
    onError: (error, says) => log.error({ err: error }, says),
  });
  return { config, log, store, secrets, workspace, outbound, pool, services, engine };
}

/** Loads the workspace and makes the first account; on a first start also a source for each flow that was published. */
async function prepare({ config, store, workspace, log }: Parts): Promise<{ setupLink: string | undefined }> {
  const { published, problems } = await workspace.load();
  for (const { slug, problems: list } of problems) log.warn({ flow: slug, problems: list }, 'A flow has problems');
  const admin = await ensureAdmin(store, config);
  if (published.length > 0) await makeExampleSources(store, config.data, published);
  return { setupLink: admin.link };
}

function createApp(parts: Parts, stopping: AbortSignal): express.Express {
  const { config, log, store, secrets, workspace, engine, services } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const sources = sourceBook(store.reads, secrets.sealer);
  app.use(
    intakeRouter({
      engine,
      sources,
      liveAt: (path) => workspace.liveAt(path),
      read: parseAnswer,
      phone: services.phone,
      now: Date.now,
      syncLimitMs: config.syncLimitMs,
      status: async (run) =>
        (await store.query('run.status', { run })) as
          | { run: string; state: string; outcome: string | null }
          | undefined,
      onBug: (error) => {
        const id = newId(Date.now());
        log.error({ err: error, id }, 'Intake met a bug');
        return id;
      },
    }),
  );
  // Behind the leads' own door, which every lead would otherwise have to pass them to reach.
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', (_request, response) => {
    const ready = engine.ready() && !stopping.aborted;
    response.status(ready ? 200 : 503).json({ ready });
  });
  app.use(securityHeaders());
  const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;
  const seal = (plain: string) => sealSourceSecret(plain, secrets.sealer);
  app.use(
    '/api',
    createAdminApi({
      store: forgettingStore(store, sources),
      workspace,
      engine,
      config,
      version,
      log,
      catalogue: catalogue(),
      phone: services.phone,
      seal,
      secrets,
      inputsOf: (release, run) => inputsOf(release, run, services.pool),
      stopping,
    }),
  );
  app.use(pagesRouter());
  return app;
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} on ${host} is in use. Stop what uses it, or set LEADFLOW_PORT to another one.`;
      reject(error.code === 'EADDRINUSE' ? new SettingError(inUse) : error);
    });
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const shown = host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${typeof bound === 'object' && bound ? bound.port : port}`;
}
