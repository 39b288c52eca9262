// What the engine calls on behalf of a step: requests to receivers, reads, and their stand-ins for test leads.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall, RemoteAnswer } from '../../nodes/tools.ts';
import type { PointReads } from '../store/ports.ts';
import { prepare } from './connections.ts';
import type { Outbound } from './outbound.ts';
import { sentOf } from './outcome.ts';
import type { PreparedRequest } from './prepared.ts';
import type { Secrets } from './secrets.ts';

/** The tools with everything they need already in hand. */
export interface Toolbox {
  /** Pure. `key` is the idempotency key. Fails with CONNECTION_MISSING, SECRET_MISSING, CONFIG_INVALID, HEADER_INVALID. */
  prepare(call: OutboundCall, key: string): PreparedRequest;
  /** Fails as `Outbound.send` does; `sentOf` says whether anything may have left. */
  send(prepared: PreparedRequest): Promise<RemoteAnswer>;
  /** `dnc.check` {lists, numbers} -> DncHit or null; `list.look` {list, value} -> {found, entry, gone}. */
  read(op: string, args: JsonObject): Json;
  /** Whether the request of a failed `send` may have reached the receiver. */
  sentOf(failure: Failure): 'no' | 'unknown';
  /** What a test lead gets instead of a call: the endpoint's sample. Nothing is sent. */
  simulateCall(call: OutboundCall): RemoteAnswer;
  /** What a test lead gets instead of `lead.create` and `dnc.add`. Nothing is stored. */
  simulateLocal(op: string, args: JsonObject): Json;
}

/** Puts the tools together; the result is what the engine's own `Toolbox` asks for. */
export function createToolbox(parts: {
  outbound: Pick<Outbound, 'send'>;
  secrets: Pick<Secrets, 'get'>;
  /** The connection as it is now, with the first 12 digits of its hash. */
  connection: (slug: string) => { document: ConnectionDocument; version: string } | undefined;
  reads: Pick<PointReads, 'dncHit' | 'listEntry'>;
}): Toolbox {
  const { outbound, secrets, reads } = parts;
  return {
    prepare(call, key) {
      const connection = parts.connection(call.connection);
      if (!connection) throw new Failure('CONNECTION_MISSING', { detail: `Connection: ${call.connection}.` });
      const { document, version } = connection;
      return prepare(call, { connection: document, version, secret: secrets.get, idempotencyKey: key });
    },
    send: (prepared) => outbound.send(prepared),
    read(op, args) {
      if (op === 'dnc.check') return dncCheck(reads, args as { lists: string[]; numbers: string[] });
      if (op === 'list.look') return listLook(reads, args as { list: string; value: string });
      throw new Error(`There is no read ${op}.`);
    },
    sentOf,
    simulateCall,
    simulateLocal,
  };
}

function dncCheck(reads: Pick<PointReads, 'dncHit'>, args: { lists: string[]; numbers: string[] }): Json {
  const numbers = args.numbers.filter((number) => number !== '');
  const hit = numbers.length === 0 ? undefined : reads.dncHit(numbers, args.lists);
  if (!hit) return null;
  return { list: hit.list, number: hit.number, reason: hit.reason, addedAt: new Date(hit.at).toISOString() };
}

function listLook(reads: Pick<PointReads, 'listEntry'>, { list, value }: { list: string; value: string }): Json {
  const { known, entry } = reads.listEntry(list, value.trim().toLowerCase());
  return { found: entry !== undefined, entry: entry ?? '', gone: !known };
}

function simulateLocal(op: string): Json {
  if (op === 'lead.create') return { did: 'created', leadId: 'test' };
  if (op === 'dnc.add') return { added: true };
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
