// What the engine calls on behalf of a step: requests to receivers, reads, and their stand-ins for test leads.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { failedLook, type ListAsk, lookFor } from '../../flows/language/list-look.ts';
import type { ParseBody } from '../../flows/language/parsed-answer.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { DncQuery, KnownLead, OutboundCall, RemoteAnswer } from '../../nodes/tools.ts';
import type { PointReads } from '../store/point-reads.ts';
import { callTools } from './call-tools.ts';
import { isDoubt, type Look } from './dnc/look.ts';
import type { Outbound } from './outbound.ts';
import { sentOf } from './outcome.ts';
import type { PreparedRequest } from './prepared.ts';
import type { Secrets } from './secrets.ts';

/** A call that needs an access token which is not in hand. */
export interface Need {
  /** Where the call itself will go. */
  origin: string;
  concurrency: number | undefined;
  /** Fetches the token, for `prepare`. Fails with TOKEN_REFUSED, TOKEN_UNAVAILABLE and as `prepare` does. */
  obtain(): Promise<string>;
}

/** The tools with everything they need already in hand. */
export interface Toolbox {
  /** What must be fetched before the call can be prepared; undefined for nearly all. Fails with CONFIG_INVALID. */
  ready(call: OutboundCall): Need | undefined;
  /**
   * `key` is the idempotency key, `token` what `Need.obtain` gave. Fails with CONNECTION_MISSING, SECRET_MISSING,
   * SECRET_ELSEWHERE, SECRETS_LOCKED, CONFIG_INVALID, HEADER_INVALID.
   */
  prepare(call: OutboundCall, key: string, token?: string): PreparedRequest;
  /** As `prepare`, for a request that is shown and never sent: a token that is not in hand is not fetched. */
  preview(call: OutboundCall, key: string): PreparedRequest;
  /** Fails as `Outbound.send` does; `sentOf` says whether anything may have left. */
  send(prepared: PreparedRequest): Promise<RemoteAnswer>;
  /** The receiver refused the token of a request: true where the same call may be made once more, with another. */
  renew(prepared: PreparedRequest): boolean;
  /**
   * A whole call outside a run: token, request, and once more where the token was refused. `withinMs` is the longest it may
   * take. Fails as its parts do.
   */
  exchange(
    call: OutboundCall,
    key: string,
    withinMs?: number,
  ): Promise<{ prepared: PreparedRequest; answer: RemoteAnswer }>;
  /** `dnc.check` DncQuery -> DncHit, DncDoubt or null; `list.look` ListAsk -> ListLook; `lead.known` KnownLead -> id, `{ leadId }`, or null. */
  read(op: string, args: JsonObject): Json;
  /** Whether the request of a failed `send` may have reached the receiver. */
  sentOf(failure: Failure): 'no' | 'unknown';
  /** What a test lead gets instead of a call: the endpoint's sample. Nothing is sent. */
  simulateCall(call: OutboundCall): RemoteAnswer;
  /** What a test lead gets instead of `lead.create`, `lead.met`, `dnc.add` and `reservation.take`. Nothing is stored. */
  simulateLocal(op: string, args: JsonObject): Json;
}

/** What the tools are made of. */
export interface ToolboxParts {
  outbound: Pick<Outbound, 'send'>;
  secrets: Pick<Secrets, 'open' | 'stamp' | 'renew'>;
  /** The connection as it is now, with the first 12 digits of its hash. */
  connection: (slug: string) => { document: ConnectionDocument; version: string } | undefined;
  reads: Pick<PointReads, 'listEntry' | 'knownLead'>;
  /** Looks numbers up on DNC lists. */
  dnc: Pick<Look, 'first'>;
  parse: ParseBody;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Puts the tools together; the result is what the engine's own `Toolbox` asks for. */
export function createToolbox(parts: ToolboxParts): Toolbox {
  const { outbound, dnc } = parts;
  return {
    ...callTools(parts),
    send: (prepared) => outbound.send(prepared),
    read(op, args) {
      if (op === 'dnc.check') return dncCheck(dnc, args as unknown as DncQuery);
      if (op === 'lead.known') return parts.reads.knownLead(args as unknown as KnownLead) ?? null;
      if (op === 'list.look') return listLook(parts, args as unknown as ListAsk);
      throw new Error(`There is no read ${op}.`);
    },
    sentOf,
    simulateCall,
    simulateLocal,
  };
}

function dncCheck(dnc: Pick<Look, 'first'>, args: DncQuery): Json {
  const numbers = args.numbers.filter((number) => number !== '');
  const found = numbers.length === 0 ? undefined : dnc.first(numbers, args.lists, args);
  if (!found) return null;
  if (isDoubt(found)) return { ...found };
  const { list, number, reason, purpose, origin, at, expiresAt } = found;
  const expires = expiresAt === null ? {} : { expiresAt: new Date(expiresAt).toISOString() };
  const more = { ...(purpose === '' ? {} : { purpose }), ...expires };
  return { list, number, reason, origin, addedAt: new Date(at).toISOString(), ...more };
}

/** A look that the database fails is told to the step, whose setting says what becomes of the lead. */
function listLook({ reads, now }: Pick<ToolboxParts, 'reads' | 'now'>, ask: ListAsk): Json {
  try {
    return lookFor(ask, (value) => reads.listEntry(ask.list, value), now());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return failedLook(error.message);
  }
}

function simulateLocal(op: string): Json {
  if (op === 'lead.create') return { did: 'created', leadId: 'test' };
  if (op === 'lead.met') return true;
  if (op === 'dnc.add') return { added: true };
  if (op === 'reservation.take') return { until: '', met: null };
  throw new Error(`There is no stand-in for ${op}.`);
}

/** The endpoint's sample; without one, an empty object in the type that the endpoint says it answers in. */
function simulateCall({ endpoint }: OutboundCall): RemoteAnswer {
  const { status, type, body } = endpoint.sample ?? { status: 200, body: '{}' };
  return { status, type: type ?? typeOf(body), headers: {}, body, ms: 0, simulated: true };
}

function typeOf(body: string): string {
  const start = body.trimStart()[0];
  if (start === '{' || start === '[') return 'application/json';
  return start === '<' ? 'application/xml' : 'text/plain';
}
