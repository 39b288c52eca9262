// A whole Leadflow for a test: real database, real simulator, a copy of the shipped workspace, everything on free ports.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Running, startServer } from '../../server/main.ts';
import { type Receiver, startReceiver } from '../simulators/receiver.ts';
import { cheapPasswords } from './cheap-passwords.ts';
import { freePort } from './free-port.ts';

const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };

/** An answer of the server, body parsed where it is JSON. */
export interface Told {
  status: number;
  headers: Headers;
  body: JsonObject;
}

/** A running server with its simulator and a signed-in admin. */
export interface TestServer {
  address: string;
  folder: string;
  workspace: string;
  config: Config;
  admin: typeof ADMIN;
  /** Calls the admin API as the admin. */
  api: (method: string, path: string, body?: Json, headers?: Record<string, string>) => Promise<Told>;
  /** Sends a lead as the example source of the flow that listens at `path`. */
  send: (path: string, lead: Json, headers?: Record<string, string>) => Promise<Told>;
  key: (flow: string) => string;
  simulator: {
    port: number;
    control: (order: JsonObject) => Promise<void>;
    get: (path: string) => Promise<JsonObject>;
    close: () => Promise<void>;
  };
  /** Stops the server and starts it anew on the same data and port. */
  restart: () => Promise<void>;
  /** Stops the server alone, as when its machine goes away: data, simulator and address stay. */
  halt: () => Promise<void>;
  /** Starts it again after `halt`. */
  resume: () => Promise<void>;
  stop: () => Promise<void>;
}

/** The flow whose webhook is at each shipped path. */
const FLOW_AT: Record<string, string> = {
  'acme/leads': 'duplicate-lead-check',
  'convoso/leads': 'convoso-connect-post',
  'convertr/leads': 'validation-list-check',
};

/** Starts one. `settings` are LEADFLOW_ variables. */
export async function startTestServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'leadflow-test-'));
  const receiver = await startReceiver({ port: 0, quiet: true });
  const workspace = copyWorkspace(folder, receiver.port);
  const own = { LEADFLOW_DATA: join(folder, 'data'), LEADFLOW_WORKSPACE: workspace, LEADFLOW_LOG: 'silent' };
  // Tests make one receiver misbehave in every way within seconds; those about its breaker set this themselves.
  const never = { LEADFLOW_BROKEN_CALLS: '0' };
  const admin = { LEADFLOW_ADMIN_EMAIL: ADMIN.email, LEADFLOW_ADMIN_PASSWORD: ADMIN.password };
  // Beside what the test allows, its simulator.
  const allowed = [`127.0.0.1:${receiver.port}`, ...(settings.LEADFLOW_EGRESS_ALLOW?.split(',') ?? [])];
  const allow = { LEADFLOW_EGRESS_ALLOW: allowed.join(',') };
  const port = { LEADFLOW_PORT: String(await freePort()) };
  const config = readConfig({ ...port, ...own, ...admin, ...never, ...settings, ...allow }, folder);
  const how = { simulator: false, passwords: cheapPasswords() };
  let running: Running = await startServer(config, how);
  let cookie = await signIn(running.address);
  const key = (flow: string) => keysOf(config.data)[flow] ?? '';
  // On the same port again: pages that are open find it.
  const resume = async () => {
    running = await startServer(config, how);
    cookie = await signIn(running.address);
  };
  return {
    address: running.address,
    folder,
    workspace,
    config,
    admin: ADMIN,
    api: (method, path, body, headers = {}) =>
      askApi(running.address, { method, path, body, headers: { cookie, ...headers } }),
    send: (path, lead, headers = {}) => {
      const own = { 'content-type': 'application/json', 'x-leadflow-key': key(FLOW_AT[path] ?? '') };
      const init = { method: 'POST', headers: { ...own, ...headers }, body: JSON.stringify(lead) };
      return ask(`${running.address}/in/${path}`, init);
    },
    key,
    simulator: remoteControl(receiver),
    restart: async () => {
      await running.stop();
      await resume();
    },
    halt: () => running.stop(),
    resume,
    stop: async () => {
      await running.stop();
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<Told> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : { text }) as JsonObject,
  };
}

interface ApiCall {
  method: string;
  path: string;
  body: Json | undefined;
  headers: Record<string, string>;
}

function askApi(address: string, { method, path, body, headers }: ApiCall): Promise<Told> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const init = {
    method,
    headers: { origin: address, ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return ask(`${address}/api${path}`, init);
}

/** Signs the admin in and answers the session's cookie. */
async function signIn(address: string): Promise<string> {
  const told = await askApi(address, { method: 'POST', path: '/session', body: ADMIN, headers: {} });
  if (told.status !== 200) throw new Error(`Sign-in failed: ${JSON.stringify(told.body)}`);
  return (told.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function keysOf(data: string): Record<string, string> {
  return JSON.parse(readFileSync(join(data, 'example-keys.json'), 'utf8')) as Record<string, string>;
}

function remoteControl(receiver: Receiver): TestServer['simulator'] {
  const address = `http://127.0.0.1:${receiver.port}`;
  return {
    port: receiver.port,
    control: async (order) => {
      const headers = { 'content-type': 'application/json' };
      await ask(`${address}/__control`, { method: 'POST', headers, body: JSON.stringify(order) });
    },
    get: async (path) => (await ask(`${address}${path}`, {})).body,
    close: receiver.close,
  };
}

/** Copies the documents of the workspace and points its connections at the simulator. */
export function copyWorkspace(folder: string, simulatorPort: number): string {
  const target = join(folder, 'flows');
  const source = new URL('../../flows/', import.meta.url).pathname;
  cpSync(source, target, { recursive: true, filter: (path) => !/flows\/(language|expression)(\/|$)/.test(path) });
  for (const name of readdirSync(join(target, 'connections')).filter((each) => each.endsWith('.yaml'))) {
    const file = join(target, 'connections', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('127.0.0.1:4410', `127.0.0.1:${simulatorPort}`));
  }
  return target;
}

// Areas that no number written in a test, or shown by a page as an example, has: the simulator would know it already.
const AREAS = `301 302 303 304 305 307 308 309 313 314 315 316 317 318 319 320 321 323 325 330 331 334 336 337 339 346 347 351 352
  360 361 385 386 401 402 404 405 406 407 408 409 410 412 413 414 417 419 423 424 425 430 432 434 435 440 442 443 458 463 464`;
const areas = AREAS.split(/\s+/);
let last = 0;
/** A number that is valid in the US (area, 555, 01xx), and that none of the 3,000 before it in this process was. */
export function freshPhone(): string {
  last += 1;
  // 0100 to 0149: the numbers above ask the simulator for its misbehaviours.
  return `+1${areas[Math.floor(last / 50) % areas.length]}55501${String(last % 50).padStart(2, '0')}`;
}

/** Waits until `found` answers something, at most `limitMs`. */
export async function eventually<T>(found: () => Promise<T | undefined>, limitMs = 5000): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    const value = await found();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
