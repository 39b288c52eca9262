// Takes one request through its route: who asks, may they, is it well formed, then the handler.

import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { TSchema } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { allowed, type Caller, type Credentials, findCaller } from '../auth/callers.ts';
import { checkSameSite } from '../auth/same-site.ts';
import type { ApiDeps } from './deps.ts';
import { readTopics } from './event-client.ts';
import type { Ask, FileAnswer, Route } from './route.ts';
import { asksForSheet, sendSheet } from './send-sheet.ts';
import type { Check } from './validate.ts';

/** How the parts of a request are checked. */
export interface Checks {
  body: (schema: TSchema) => Check;
  query: (schema: TSchema) => Check;
}

/** Bytes of one request of a route that takes bytes. */
const readBytes = express.raw({ limit: '8mb', type: 'application/octet-stream' });
const readJson = express.json({ limit: '8mb', strict: false, reviver: withoutPrototypeKeys, verify: checkUtf8 });

/** The express handler of a route. Its errors go to the error handler of the app. */
export function serveRoute(route: Route, deps: ApiDeps, checks: Checks): RequestHandler {
  const checkBody = route.body ? checks.body(route.body) : undefined;
  const checkQuery = route.query ? checks.query(route.query) : undefined;
  const status = route.status ?? 200;
  return async (request, response) => {
    const caller = await admit(route, request, deps);
    const params = request.params as Record<string, string>;
    const { explain } = route;
    const query = checkQuery ? checkQuery({ ...request.query }) : {};
    const read = route.bytes ? BYTES : JSON_BODY;
    const body = checkBody ? checkBody(await readBody(request, response, read)) : undefined;
    if (explain) response.locals.explain = (failure: Failure) => explain(failure, { params, body }, deps);
    const ask = { ...askOf(request, response, caller), params, query, body };
    if (route.stream) return connectStream(ask, response, deps);
    const shown = caller?.role === 'viewer' ? unsigned : asItIs;
    if (asksForSheet(route, ask)) return sendSheet({ route, ask, response }, deps, shown);
    const answer = await route.handle(ask, deps);
    if (route.file) return sendFile(response, route.file, answer as FileAnswer);
    if (status === 204) response.status(204).end();
    else
      response
        .status(status)
        .type('json')
        .send(shown(JSON.stringify(answer)));
  };
}

async function sendFile(response: Response, type: string, { name, body }: FileAnswer): Promise<void> {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', `attachment; filename="${name.replace(/[^\w. -]/g, '_')}"`);
  try {
    await pipeline(body, response);
  } catch {
    // The reader left, or the disk failed: breaking it off is the only way left to say that it is not whole.
    if (!response.closed) response.destroy();
  }
}

/** What signs the address of a callback, plain or percent-encoded (server/intake/callback-addresses). */
const SIGNATURE = /(sig(?:=|%3D))[\w-]{22}(?![\w-])/gi;

/** Whoever knows the address of a callback can let a lead go on, which a viewer may not; it stands in what steps sent. */
function unsigned(text: string): string {
  return text.replace(SIGNATURE, '$1••••');
}

function asItIs(text: string): string {
  return text;
}

async function admit(route: Route, request: Request, deps: ApiDeps): Promise<Caller | undefined> {
  const { role, method } = route;
  const caller =
    role === 'open' ? undefined : allowed(await findCaller(deps.store, credentialsOf(request), deps.now()), role);
  if (method !== 'get') {
    const { origin, host } = request.headers;
    checkSameSite({ secFetchSite: request.get('sec-fetch-site'), origin, host }, caller?.by === 'session');
  }
  return caller;
}

function credentialsOf({ headers }: Request): Credentials {
  return { authorization: headers.authorization, cookie: headers.cookie };
}

function askOf(request: Request, response: Response, caller: Caller | undefined) {
  return {
    caller,
    by: caller?.name ?? '',
    address: request.socket.remoteAddress ?? '',
    secure: request.secure,
    header: (name: string) => request.get(name),
    setHeader: (name: string, value: string) => void response.setHeader(name, value),
  };
}

interface BodyKind {
  type: string;
  read: RequestHandler;
}
const JSON_BODY: BodyKind = { type: 'application/json', read: readJson };
const BYTES: BodyKind = { type: 'application/octet-stream', read: readBytes };

/** The body as data; an absent one is an empty object, so that a missing field is named rather than the missing body. */
async function readBody(request: Request, response: Response, { type, read }: BodyKind): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return {};
  if (!request.is(type)) {
    throw new Failure('UNSUPPORTED_TYPE', { detail: `This address takes ${type} alone.` });
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  await promise;
  return request.body;
}

/** Such a key, once copied from object to object, would change every object of the process. */
function withoutPrototypeKeys(key: string, value: unknown): unknown {
  return key === '__proto__' || key === 'constructor' || key === 'prototype' ? undefined : value;
}

function checkUtf8(_request: unknown, _response: unknown, bytes: Buffer): void {
  // Express would replace the broken bytes in silence.
  if (!isUtf8(bytes)) throw new Failure('INVALID_UTF8');
}

function connectStream(ask: Ask<unknown, unknown, unknown>, response: Response, deps: ApiDeps): void {
  const { topics } = ask.query as { topics: string };
  const last = Number(ask.header('last-event-id') ?? Number.NaN);
  const credentials = { authorization: ask.header('authorization'), cookie: ask.header('cookie') };
  deps.hub.connect(response, {
    topics: readTopics(topics),
    lastSeq: Number.isSafeInteger(last) ? last : undefined,
    stillAllowed: async () => (await findCaller(deps.store, credentials, deps.now())) !== undefined,
  });
}
