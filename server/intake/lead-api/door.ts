// The lead API under /v1: which call it is, who makes it, and its answer in Convoso's shape, whatever happens.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../../../flows/language/failures.ts';
import type { HttpAnswer } from '../../respond/answers.ts';
import { failedApi, NESTED, refusedApi, UNREADABLE } from '../../respond/lead-api.ts';
import { Later } from '../later.ts';
import { readBytes } from '../read-bytes.ts';
import type { ReadText } from '../read-lead.ts';
import { assertMethod, assertOpen, type CallerDeps, callerOf, isTold } from './caller.ts';
import { deleteDnc, insertDnc, searchDnc } from './dnc.ts';
import { type ApiCall, type InsertDeps, insertLead } from './insert.ts';
import { type RecordDeps, searchLeads, updateLead } from './leads.ts';
import { readParameters } from './parameters.ts';

/** What the API is made of. `onBug` logs and answers the id that the client is shown. */
export interface LeadApiDeps extends CallerDeps, InsertDeps, RecordDeps {
  read: ReadText;
  onBug: (error: unknown) => string;
}

/** One request. `source`: the name of who sent it, once that is known. */
interface ApiAt {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  source?: string;
}

type Call = (call: ApiCall, deps: LeadApiDeps) => Promise<HttpAnswer>;

const CALLS: Readonly<Record<string, Call>> = {
  '/v1/leads/insert': insertLead,
  '/v1/leads/update': updateLead,
  '/v1/leads/search': searchLeads,
  '/v1/dnc/insert': insertDnc,
  '/v1/dnc/search': searchDnc,
  '/v1/dnc/delete': deleteDnc,
};

/** Answers one request. It rejects never: a client of this API reads nothing but its shape. */
export async function takeApiCall(at: ApiAt, deps: LeadApiDeps): Promise<HttpAnswer> {
  try {
    return await taken(at, deps);
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure('INTERNAL', { detail: `Id: ${deps.onBug(error)}.` });
    if (UNREAD.has(failure.code)) return refusedApi({ ...UNREADABLE, text: `${UNREADABLE.text}. ${failure.message}` });
    return failedApi(failure, failure instanceof Later ? { 'retry-after': String(failure.seconds) } : {});
  }
}

const UNREAD: ReadonlySet<string> = new Set([
  'UNSUPPORTED_TYPE',
  'BODY_EMPTY',
  'BODY_UNREADABLE',
  'BODY_TOO_DEEP',
  'INVALID_UTF8',
  'LEAD_NOT_OBJECT',
]);

async function taken(at: ApiAt, deps: LeadApiDeps): Promise<HttpAnswer> {
  const { request, response, path } = at;
  const run = CALLS[path.replace(/\/+$/, '')];
  if (!run) throw new Failure('PATH_UNKNOWN', { detail: path });
  const { method = '', url = '', headers } = request;
  assertMethod(method);
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const bytes = await readBytes(request, response);
  const parameters = readParameters(
    { query: url.slice(path.length + 1), type: header('content-type'), bytes },
    deps.read,
  );
  if (!parameters) return refusedApi(NESTED);
  const who = { key: header('x-leadflow-key'), address: request.socket.remoteAddress ?? '' };
  const source = callerOf(parameters, who, deps);
  if (isTold(source)) return source;
  at.source = source.name;
  assertOpen(source, deps);
  return run({ parameters, method, source, header }, deps);
}
