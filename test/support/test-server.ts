// A whole Leadflow for a test: real database, real simulator, a copy of the shipped workspace, everything on free ports.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Running, startServer } from '../../server/main.ts';
import { startReceiver } from '../simulators/receiver.ts';

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
  /** Stops the server and starts it anew on the same data. */
  restart: () => Promise<void>;
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
  const env = {
    LEADFLOW_PORT: '0',
    LEADFLOW_DATA: join(folder, 'data'),
    LEADFLOW_WORKSPACE: workspace,
    LEADFLOW_ADMIN_EMAIL: ADMIN.email,
    LEADFLOW_ADMIN_PASSWORD: ADMIN.password,
    LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${receiver.port}`,
    LEADFLOW_LOG: 'silent',
    ...settings,
  };
  const config = readConfig(env, folder);
  let running: Running = await startServer(config, { simulator: false });
  let cookie = '';
  const ask = async (url: string, init: RequestInit): Promise<Told> => {
    const response = await fetch(url, init);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as JsonObject,
    };
  };
  const key = (flow: string) => {
    const keys = JSON.parse(readFileSync(join(config.data, 'example-keys.json'), 'utf8')) as Record<string, string>;
    return keys[flow] ?? '';
  };
  const signIn = async () => {
    const told = await ask(`${running.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: running.address },
      body: JSON.stringify(ADMIN),
    });
    if (told.status !== 200) throw new Error(`Sign-in failed: ${JSON.stringify(told.body)}`);
    cookie = (told.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  await signIn();
  const simulated = `http://127.0.0.1:${receiver.port}`;
  const server: TestServer = {
    address: running.address,
    folder,
    workspace,
    config,
    admin: ADMIN,
    api: (method, path, body, headers = {}) =>
      ask(`${running.address}/api${path}`, {
        method,
        headers: {
          cookie,
          origin: running.address,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    send: (path, lead, headers = {}) =>
      ask(`${running.address}/in/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-leadflow-key': key(FLOW_AT[path] ?? ''), ...headers },
        body: JSON.stringify(lead),
      }),
    key,
    simulator: {
      port: receiver.port,
      control: async (order) => {
        await ask(`${simulated}/__control`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(order),
        });
      },
      get: async (path) => (await ask(`${simulated}${path}`, {})).body,
      close: receiver.close,
    },
    restart: async () => {
      await running.stop();
      running = await startServer(config, { simulator: false });
      server.address = running.address;
      await signIn();
    },
    stop: async () => {
      await running.stop();
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** Copies the documents of the workspace and points its connections at the simulator. */
export function copyWorkspace(folder: string, simulatorPort: number): string {
  const target = join(folder, 'flows');
  const source = new URL('../../flows/', import.meta.url).pathname;
  cpSync(source, target, { recursive: true, filter: (path) => !/flows\/(language|expression)(\/|$)/.test(path) });
  for (const name of readdirSync(join(target, 'connections'))) {
    const file = join(target, 'connections', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('127.0.0.1:4410', `127.0.0.1:${simulatorPort}`));
  }
  return target;
}

let last = 0;
/** A number that no other test of this process uses, valid in the US: area, 555, 01xx. */
export function freshPhone(): string {
  last += 1;
  const areas = ['212', '213', '214', '215', '216', '217', '310', '312', '313', '314', '315', '404', '405', '408'];
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
