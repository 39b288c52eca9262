// The public door: what sources call, straight from the HTTP server, with its limits. Everything else is passed on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { type HttpAnswer, problemAnswer } from '../respond/answers.ts';
import { type CallbackDeps, takeCallback } from './callbacks.ts';
import { Gate, type GateDeps, type Head } from './gate.ts';
import { type IntakeDeps, takeLead } from './intake.ts';
import { Later } from './later.ts';
import { type LeadApiDeps, takeApiCall } from './lead-api/door.ts';
import { asksFirst, discardRest, readBytes } from './read-bytes.ts';
import type { Refusals, Refusing } from './refusals.ts';
import { spreadSeconds } from './shedding.ts';

/** What a caller may learn of its run by the status URL. `success` and `answer` are what the flow itself says, once it does. */
export interface PublicRunStatus {
  run: string;
  state: string;
  outcome: string | null;
  success: boolean | null;
  answer: Json;
}

/** What the door is made of. `onBug` logs and answers the id that the caller is shown. */
export interface DoorDeps
  extends GateDeps,
    Omit<IntakeDeps, 'gate' | 'engine'>,
    Omit<CallbackDeps, 'engine'>,
    Pick<LeadApiDeps, 'release' | 'hasList' | 'users' | 'store' | 'dnc' | 'isCallingCode'> {
  engine: IntakeDeps['engine'] & CallbackDeps['engine'];
  status: (run: string) => Promise<PublicRunStatus | undefined>;
  onBug: (error: unknown) => string;
  refusals: Pick<Refusals, 'note'>;
}

/** Answers `/in/<path>`, `/v1/<call>` of the lead API, `/in-status/<run>` and `/callback/<run>/<node>`; calls `next` for any other address. */
export type Door = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** One request at the door. */
interface At {
  request: IncomingMessage;
  response: ServerResponse;
  /** Without the query. */
  path: string;
  /** The name of who sent it, once that is known. */
  source?: string;
}
type Way = (at: At) => HttpAnswer | Promise<HttpAnswer>;

/** Makes the door. It stands before express, since a lead needs nothing of what express does. */
export function intakeDoor(deps: DoorDeps): Door {
  const gate = new Gate(deps);
  const intake: IntakeDeps = { ...deps, gate };
  const ways: readonly [string, Way][] = [
    ['/in/', (at) => takeRequest(at, gate, intake)],
    ['/in-status/', (at) => statusOf(at, deps)],
    ['/v1/', (at) => takeApiCall(at, deps)],
    ['/callback/', ({ request, response }) => takeCallback(request, response, deps)],
  ];
  return (request, response, next) => {
    if (request.url?.startsWith('http')) request.url = request.url.replace(ORIGIN, '');
    const path = pathOf(request.url ?? '');
    const way = path === '/in' ? nothingFollows : ways.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (way) void answer(way, { request, response, path }, deps);
    else {
      if (asksFirst(request)) response.writeContinue();
      next();
    }
  };
}

/** Before the path of a request that comes through a proxy (RFC 9112 3.2.2). Whom it names says nothing about who may ask. */
const ORIGIN = /^https?:\/\/[^/?]*/i;

function pathOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

/** The one place that catches: whatever happens, the caller is answered. */
async function answer(way: Way, at: At, { onBug, random, stopping, refusals }: DoorDeps): Promise<void> {
  const { request, response } = at;
  try {
    const told = await way(at);
    if (told.refused) note(at, told.refused, refusals);
    // A sender that keeps its connection would meet the server that is going away again.
    if (stopping()) told.headers.connection = 'close';
    write(response, told);
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure('INTERNAL', { detail: `Id: ${onBug(error)}.` });
    note(at, { code: failure.code, says: failure.message }, refusals);
    const extra = extraHeaders(failure, random);
    // Whether the body comes all the same is its sender's choice: the next request could not be told from it.
    if (asksFirst(request) && !request.complete) extra.connection = 'close';
    write(response, problemAnswer(failure, extra));
  }
  discardRest(request);
}

/** Leads alone: the addresses of runs and callbacks are each another one. */
function note({ path, source = '' }: At, refused: Refusing, refusals: Pick<Refusals, 'note'>): void {
  if (path.startsWith('/in/') || path.startsWith('/v1/')) refusals.note({ path, source, ...refused });
}

async function takeRequest(at: At, gate: Gate, intake: IntakeDeps): Promise<HttpAnswer> {
  const { request, response, path } = at;
  const head = headOf(request, path);
  const admitted = gate.admit(head);
  if ('status' in admitted) return admitted;
  if (admitted.source) at.source = admitted.source.name;
  const body = await readBytes(request, response);
  return takeLead({ ...head, body }, admitted, intake);
}

function headOf(request: IncomingMessage, path: string): Head {
  const { url = '', headers } = request;
  return {
    path: path.slice('/in/'.length).replace(/\/+$/, ''),
    method: request.method ?? '',
    query: url.slice(path.length + 1),
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    address: request.socket.remoteAddress ?? '',
  };
}

function nothingFollows(): never {
  throw new Failure('PATH_UNKNOWN', { detail: 'Nothing follows /in/.' });
}

async function statusOf({ request, path }: At, deps: DoorDeps): Promise<HttpAnswer> {
  if (request.method !== 'GET') throw new Failure('METHOD_NOT_ALLOWED', { detail: 'Allowed: GET.' });
  const status = await deps.status(path.slice('/in-status/'.length));
  if (!status) throw new Failure('NOT_FOUND', { detail: 'There is no run with this id.' });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify(status) };
}

/** 204 and 205 have no body, and a length without one keeps the caller waiting for it (RFC 9110 8.6, 15.3.6); so has 304. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function write(response: ServerResponse, answer: HttpAnswer): void {
  const { headers } = answer;
  const body = WITHOUT_BODY.has(answer.status) ? '' : answer.body;
  if (body === '') delete headers['content-type'];
  if (body !== '' || answer.status === 205) headers['content-length'] = String(Buffer.byteLength(body));
  response.writeHead(answer.status, headers).end(body);
}

/** What the engine refuses for a while, when it had room as the gate looked. */
const FOR_NOW: ReadonlySet<string> = new Set(['OVERLOADED', 'STORE_UNAVAILABLE', 'SHUTTING_DOWN']);

function extraHeaders(failure: Failure, random: () => number): Record<string, string> {
  const { code, detail } = failure;
  if (code === 'METHOD_NOT_ALLOWED') return { allow: /Allowed: (.*)\./.exec(detail ?? '')?.[1] ?? 'POST' };
  const seconds = failure instanceof Later ? failure.seconds : FOR_NOW.has(code) ? spreadSeconds(random) : undefined;
  if (seconds === undefined) return {};
  const later = { 'retry-after': String(seconds) };
  return code === 'SHUTTING_DOWN' ? { ...later, connection: 'close' } : later;
}
