// The parts of one process, put together: whoever needs another part is given it here.
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { catalogue } from '../nodes/registry.ts';
import { type Alerter, createAlerter } from './alerts/alerter.ts';
import { mailer } from './alerts/email.ts';
import { namesFrom } from './alerts/names.ts';
import type { AdminApiParts } from './api/deps.ts';
import { createPasswords, type Passwords } from './auth/passwords.ts';
import type { Config } from './config.ts';
import { createEmbeddedEngine } from './engine/embedded/engine.ts';
import { createControl } from './engine/embedded/limits.ts';
import type { Engine } from './engine/engine.ts';
import { createPauses, type Pauses } from './engine/pauses.ts';
import { createExpressionPool, type ExpressionPool } from './expression/pool.ts';
import type { LeadImports } from './imports/imports.ts';
import { openLeadImports } from './imports/open.ts';
import { type CallbackAddresses, callbackAddresses } from './intake/callback-addresses.ts';
import { makeLeadCheck } from './intake/lead-check.ts';
import { createRefusals, type Refusals } from './intake/refusals.ts';
import { cronFault } from './intake/schedule.ts';
import { parseWith } from './reading/parse-with.ts';
import { foreseeCall } from './run/foresee.ts';
import { compileRelease } from './run/plan.ts';
import type { WalkServices } from './run/step.ts';
import { trialCall } from './run/trial.ts';
import { newId } from './store/ids.ts';
import type { Store } from './store/ports.ts';
import { openStore } from './store/sqlite/client.ts';
import { type DncDesk, openDncDesk } from './tools/dnc/desk.ts';
import { ERASED_KEY } from './tools/dnc/erased-hash.ts';
import { readEgressPolicy } from './tools/egress.ts';
import { createOffers, type Offers } from './tools/offers.ts';
import { createOutbound, type Outbound } from './tools/outbound.ts';
import { postJson } from './tools/post-json.ts';
import { rememberPhones } from './tools/remember-phones.ts';
import { createSecrets, type Secrets } from './tools/secrets.ts';
import { createToolbox, type Toolbox } from './tools/toolbox.ts';
import { createWorkspace } from './workspace/create.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Runs in memory at most: some hundred bytes to some kilobytes each. */
const MAX_IN_FLIGHT = 2000;

/** The parts of one process. */
export interface Parts {
  config: Config;
  log: Logger;
  store: Store;
  secrets: Secrets;
  passwords: Passwords;
  workspace: Workspace;
  outbound: Outbound;
  pool: ExpressionPool;
  services: WalkServices;
  toolbox: Toolbox;
  dnc: DncDesk;
  leadImports: LeadImports;
  offers: Offers;
  trial: AdminApiParts['trial'];
  /** What a step would send, secrets masked. */
  foresee: AdminApiParts['foresee'];
  engine: Engine;
  pauses: Pauses;
  callbacks: CallbackAddresses;
  alerter: Alerter;
  refusals: Refusals;
  /** Where the server listens; the port is known once it does. */
  listening: { at: string };
}

/** Makes every part; nothing is started. `allow` may be reached beside what the settings allow. */
export async function assemble(config: Config, allow: string[], passwords = createPasswords()): Promise<Parts> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore(config.data, (error) => die(log, error));
  const secrets = await secretsIn(store, config);
  const pool = createExpressionPool();
  const workspace = createWorkspace({
    folder: config.workspace,
    environment: config.environment,
    catalogue: catalogue(),
    store,
    compile: (content, hash) => compileRelease(content, hash, makeLeadCheck),
    cronFault,
    log,
  });
  const listening = { at: `http://${config.host}:${config.port}` };
  const policy = readEgressPolicy([...config.egressAllow, ...allow], () => [Number(URL.parse(listening.at)?.port)]);
  const outbound = createOutbound({ policy, proxy: config.egressProxy });
  const callbacks = callbackAddresses(
    () => config.publicUrl ?? listening.at,
    () => secrets.derive('callbacks'),
  );
  const services: WalkServices = {
    callbackUrl: (run, node) => callbacks.of(run, node),
    parse: parseWith((job) => pool.read(job)),
    phone: rememberPhones(),
    pool: (text, input, moment) => pool.evaluate(text, input, moment),
    onBug: (error, where) => log.error({ err: error, ...where }, 'A step met a bug'),
  };
  const { toolbox, ...reached } = await reaching({ config, log, outbound, secrets, workspace, store, services });
  const { engine, pauses } = await walking({ config, log, store, secrets, workspace, services, toolbox });
  const nameOf = namesFrom(workspace);
  const alerter = createAlerter({
    store,
    post: (url, body) => postJson(outbound, url, body),
    email: config.smtp && mailer(config.smtp),
    words: () => ({ address: config.publicUrl ?? listening.at, nameOf }),
    now: Date.now,
    log,
  });
  return {
    config,
    log,
    store,
    secrets,
    passwords,
    workspace,
    outbound,
    pool,
    services,
    toolbox,
    ...reached,
    leadImports: openLeadImports({ data: config.data, store, workspace, pool, secrets, log }),
    engine,
    pauses,
    callbacks,
    alerter,
    refusals: createRefusals(Date.now),
    listening,
  };
}

function secretsIn(store: Store, { data, secretKey: fromEnvironment }: Config): Promise<Secrets> {
  return createSecrets({ store, keyFile: join(data, 'leadflow.key'), fromEnvironment });
}

/** What is asked of receivers: on behalf of steps, of forms, and of tests. */
async function reaching({
  config,
  log,
  outbound,
  secrets,
  workspace,
  store,
  services,
}: Pick<Parts, 'config' | 'log' | 'outbound' | 'secrets' | 'workspace' | 'store' | 'services'>): Promise<
  Pick<Parts, 'toolbox' | 'dnc' | 'offers' | 'trial' | 'foresee'>
> {
  const key = () => secrets.derive(ERASED_KEY);
  const onError = (error: unknown, says: string) => log.error({ err: error }, says);
  const dnc = await openDncDesk({ data: config.data, store, key, now: Date.now, newId, onError });
  const connection = (slug: string) => workspace.live(slug);
  const common = { outbound, secrets, reads: store.reads, dnc: dnc.look, parse: services.parse, now: Date.now };
  const toolbox = createToolbox({ ...common, connection });
  return {
    toolbox,
    dnc,
    offers: createOffers({ ...toolbox, connection, parse: services.parse, now: Date.now }),
    foresee: async (release, node, past) => {
      const call = await foreseeCall(release, node, { ...past, services });
      return call && toolbox.preview(call, 'preview').masked;
    },
    trial: {
      callOf: (order) => trialCall(order, services),
      // What is being edited has tools of its own: what it fetches is not for calls of runs.
      tools: (draft) => (draft ? createToolbox({ ...common, connection: () => draft }) : toolbox),
    },
  };
}

function die(log: Logger, error: Error): never {
  log.fatal(
    { err: error },
    'The database failed; the process ends, so that a new one starts from what is really stored',
  );
  process.exit(1);
}

/** The engine and what it is paused by: each is asked by the other. */
async function walking({
  config,
  log,
  store,
  secrets,
  workspace,
  services,
  toolbox,
}: Pick<Parts, 'config' | 'log' | 'store' | 'secrets' | 'workspace' | 'services' | 'toolbox'>): Promise<
  Pick<Parts, 'engine' | 'pauses'>
> {
  const pauses: Pauses = await createPauses(store, (queue) => engine.drain(queue));
  const { brokenCalls } = config;
  const onError = (error: unknown, says: string) => log.error({ err: error }, says);
  const engine: Engine = createEmbeddedEngine({
    control: createControl({
      pauses: () => pauses,
      locked: secrets.locked,
      now: Date.now,
      maxInFlight: MAX_IN_FLIGHT,
      brokenCalls,
      onError,
    }),
    keepCallback: async (run, node, callback) =>
      (await store.write('callback.keep', { run, node, callback: { ...callback } })) as unknown as KeptCallback,
    crashPoint: crashPointOf(config.crashAt),
    journal: store.journal,
    reads: store.reads,
    toolbox,
    services,
    release: (hash) => workspace.release(hash),
    newId,
    now: Date.now,
    random: Math.random,
    maxInFlight: MAX_IN_FLIGHT,
    onError,
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(config.data);
      return bavail * bsize;
    },
  });
  secrets.whenUnlocked(() => engine.drain('secrets:locked'));
  return { engine, pauses };
}

/** What the command `callback.keep` answers. */
interface KeptCallback {
  late: boolean;
  wake: boolean;
}

/** Kills the process, as hard as a power cut would, at the place and time that the torture asked for. */
function crashPointOf(crashAt: string | undefined): (label: string) => void {
  if (crashAt === undefined) return () => undefined;
  const [wanted, nth] = crashAt.split(':');
  let left = Number(nth ?? 1);
  return (label) => {
    if (label !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
