// The admin API over HTTP on a port of its own, with a real database; every answer is held to the API's own description.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import express from 'express';
import { pino } from 'pino';
import type { TSchema } from 'typebox';
import { request } from 'undici';
import { expect } from 'vitest';
import { catalogue } from '../../nodes/registry.ts';
import { type Alerter, createAlerter } from '../../server/alerts/alerter.ts';
import { createAdminApi } from '../../server/api/app.ts';
import type { AdminApiParts } from '../../server/api/deps.ts';
import type { Method, Route } from '../../server/api/route.ts';
import { routes } from '../../server/api/routes.ts';
import { ProblemDocument } from '../../server/api/schemas-flows.ts';
import { securityHeaders } from '../../server/api/security-headers.ts';
import { createToken } from '../../server/auth/accounts.ts';
import type { RunEvent } from '../../server/engine/engine.ts';
import { createPauses } from '../../server/engine/pauses.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';
import type { LeadImports } from '../../server/imports/imports.ts';
import { openLeadImports } from '../../server/imports/open.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { planRetry } from '../../server/run/rerun.ts';
import { newId } from '../../server/store/ids.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { type DncDesk, openDncDesk } from '../../server/tools/dnc/desk.ts';
import { ERASED_KEY } from '../../server/tools/dnc/erased-hash.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { postJson } from '../../server/tools/post-json.ts';
import { readPhone } from '../../server/tools/read-phone.ts';
import { createSecrets } from '../../server/tools/secrets.ts';
import { createWorkspace } from '../../server/workspace/create.ts';
import type { Workspace } from '../../server/workspace/workspace.ts';
import { cheapPasswords } from './cheap-passwords.ts';
import { type DirectStore, openDirectStore } from './direct-store.ts';

/** What a call sends beside its method and path. */
export interface Sent {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  /** Whose token goes along; none where absent. */
  as?: 'admin' | 'viewer';
}
/** What came back. `json` is undefined where there was no body; it was held to the description first. */
export interface Got<T> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  json: T;
}

/** A running admin API and what a test does with it. */
export interface ApiServer {
  store: DirectStore;
  leadImports: LeadImports;
  workspace: Workspace;
  url: string;
  tokens: Record<'admin' | 'viewer', string>;
  /** What was logged as unexpected. */
  logged: object[];
  call<T = unknown>(method: Method, path: string, sent?: Sent): Promise<Got<T>>;
  /** Hands events to the readers, as the engine does after a commit. */
  emit(events: RunEvent[]): void;
  close(): Promise<void>;
}

const CONFIG = {
  environment: 'test',
  smtp: undefined,
  publicUrl: undefined,
  egressAddresses: [],
  egressProxy: undefined,
  syncLimitMs: 10_000,
};

/** Parts that hold nothing. */
const PURE = { version: '0.0.0', phone: readPhone, parse: readBody, planRetry };

/** Starts it. The engine accepts nothing and only tells; the workspace has one flow, `first-flow`, which is empty. */
export async function startApi(more: { heartbeatMs?: number } = {}): Promise<ApiServer> {
  const store = openDirectStore();
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  const logged: object[] = [];
  const stopping = new AbortController();
  const secrets = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
  const workspace = await openWorkspace(store);
  const log = logInto(logged);
  const pool = createExpressionPool();
  const leadImports = openLeadImports({ data: store.folder, store, workspace, pool, secrets, log });
  const api = createAdminApi({
    store,
    workspace,
    engine: idleEngine(listeners),
    pauses: await createPauses(store, () => undefined),
    refusals: { list: () => [] },
    config: CONFIG,
    alerts: alerterOver(store),
    log,
    catalogue: catalogue(),
    ...PURE,
    // No receiver is asked from here; what receivers offer is tested where there is one.
    dnc: await openDesk(store, () => secrets.derive(ERASED_KEY)),
    leadImports,
    offers: async () => ({ items: [], left: 0, fetchedAt: 0, fault: null }),
    trial: { callOf: idle, tools: idle },
    secrets,
    passwords: cheapPasswords(),
    seal: (plain) => secrets.sealer.seal(plain, 'source'),
    inputsOf: async () => ({}),
    replay: idle,
    callbackUrl: (run, node) => `http://leads.example/callback/${run}/${node}`,
    foresee: async () => undefined,
    stopping: stopping.signal,
    ...more,
  });
  const server = createServer(express().use(securityHeaders()).use('/api', api));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = await tokensIn(store);
  return {
    store,
    leadImports,
    workspace,
    url,
    tokens,
    logged,
    call: (method, path, sent = {}) => call(url, { method, path, tokens }, sent),
    emit: (events) => listeners.forEach((listener) => void listener(events)),
    close: async () => {
      await leadImports.close();
      await pool.close();
      await close(server, store, stopping);
    },
  };
}

function idle(): never {
  throw new Error('No run is started here.');
}

function idleEngine(listeners: Set<(events: readonly RunEvent[]) => void>): AdminApiParts['engine'] {
  return {
    accept: idle,
    cancel: idle,
    settle: idle,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function logInto(logged: object[]): AdminApiParts['log'] {
  return { error: (fields) => void logged.push(fields), warn: (fields) => void logged.push(fields) };
}

async function tokensIn(store: DirectStore): Promise<ApiServer['tokens']> {
  return {
    admin: (await createToken(store, { name: 'test admin', role: 'admin' }, 'test')).key,
    viewer: (await createToken(store, { name: 'test viewer', role: 'viewer' }, 'test')).key,
  };
}

function openDesk(store: DirectStore, key: () => Buffer): Promise<DncDesk> {
  const reads = pointReads(store.db);
  return openDncDesk({
    data: store.folder,
    store: { ...store, reads },
    key,
    now: () => Date.now() + store.ahead,
    newId,
  });
}

/** One that is not started, and may reach nothing private. */
function alerterOver(store: DirectStore): Alerter {
  const outbound = createOutbound({ policy: readEgressPolicy([]) });
  return createAlerter({
    store,
    post: (url, body) => postJson(outbound, url, body),
    email: undefined,
    words: () => ({ address: 'http://127.0.0.1', nameOf: (flow, node) => ({ flow, node }) }),
    now: Date.now,
    log: pino({ level: 'silent' }),
  });
}

/** A real workspace over an empty folder, with one flow. */
async function openWorkspace(store: DirectStore): Promise<Workspace> {
  const workspace = createWorkspace({
    folder: join(store.folder, 'flows'),
    environment: 'test',
    catalogue: catalogue(),
    store,
    compile: (content, hash) => compileRelease(content, hash, makeLeadCheck),
    log: pino({ level: 'silent' }),
  });
  await workspace.load();
  await workspace.create({ name: 'First flow', slug: 'first-flow' }, 'test');
  return workspace;
}

async function close(server: Server, store: DirectStore, stopping: AbortController): Promise<void> {
  stopping.abort();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  store.close();
}

type Asked = { method: Method; path: string; tokens: ApiServer['tokens'] };
async function call<T>(url: string, { method, path, tokens }: Asked, sent: Sent): Promise<Got<T>> {
  const headers: Record<string, string> = {};
  if (sent.as) headers.authorization = `Bearer ${tokens[sent.as]}`;
  if (sent.body !== undefined) headers['content-type'] = 'application/json';
  const body = sent.raw ?? (sent.body === undefined ? null : JSON.stringify(sent.body));
  const answer = await request(`${url}/api${path}`, {
    method: method.toUpperCase() as 'GET',
    headers: { ...headers, ...sent.headers },
    body,
  });
  const text = await answer.body.text();
  const got = { status: answer.statusCode, headers: answer.headers, json: text === '' ? undefined : JSON.parse(text) };
  expectDescribed(method, path, got);
  return got;
}

const ajv = new Ajv({ strict: false, validateFormats: false });
/** What each description was compiled to: hundreds of answers of one process are held to the same few. */
const compiled = new WeakMap<TSchema, ValidateFunction>();

/** Fails the test where the answer is not what the API's description says. */
function expectDescribed(method: Method, path: string, got: Got<unknown>): void {
  const schema = got.status >= 400 ? ProblemDocument : routeOf(method, path)?.answer;
  if (got.status >= 400) expect(got.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  if (!schema || got.json === undefined) return;
  const valid = compiled.get(schema) ?? ajv.compile(closed(schema));
  compiled.set(schema, valid);
  expect(valid(got.json) ? [] : (valid.errors ?? []), `${method} ${path}: ${JSON.stringify(got.json)}`).toEqual([]);
}

function routeOf(method: Method, path: string): Route | undefined {
  const [bare = ''] = path.split('?');
  return routes.find((route) => {
    return route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(bare);
  });
}

/** A field that the description does not name is a field that may hold a secret. */
function closed(schema: TSchema): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (typeof value !== 'object' || value === null || value['x-language'] || !value.properties) return value;
    return { additionalProperties: false, ...value };
  });
}
