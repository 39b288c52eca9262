// Prepares calls with the secrets and the token of their connection, and makes whole ones outside a run.
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall, RemoteAnswer } from '../../nodes/tools.ts';
import { originOf } from './address.ts';
import { prepare } from './connections.ts';
import type { PreparedRequest } from './prepared.ts';
import { withoutTokens } from './token-answer.ts';
import { givesToken, tokenAuth } from './token-request.ts';
import { createTokens, type Tokens, type TokenUser } from './tokens.ts';
import type { Toolbox, ToolboxParts } from './toolbox.ts';

const UNAUTHORIZED = 401;

/** The part of the toolbox that is about one call. */
export function callTools(parts: ToolboxParts): Pick<Toolbox, 'ready' | 'prepare' | 'preview' | 'renew' | 'exchange'> {
  const { outbound, now } = parts;
  /** Which token each request carries; a request that has none is not here. */
  const carried = new WeakMap<PreparedRequest, { slug: string; token: string }>();
  const tokens = tokensWith(parts);
  const prepareWith = (call: OutboundCall, key: string, tokenOf: (user: TokenUser) => string | undefined) => {
    const live = liveOf(parts, call);
    const user = userOf(call, live);
    const token = user && tokenOf(user);
    const secret = opener(parts, { slug: call.connection, document: live.document });
    const prepared = prepare(call, {
      connection: user || !tokenAuth(live.document) ? live.document : withoutAuth(live.document),
      version: live.version,
      secret,
      token,
      idempotencyKey: key,
      at: now(),
    });
    if (token !== undefined) carried.set(prepared, { slug: call.connection, token });
    return prepared;
  };
  const tools: ReturnType<typeof callTools> = {
    ready(call) {
      const live = parts.connection(call.connection);
      const user = live && userOf(call, live);
      if (!user || tokens.inHand(user) !== undefined) return undefined;
      const { document } = user;
      return { origin: originOf(document), concurrency: document.concurrency, obtain: () => tokens.obtain(user) };
    },
    prepare: (call, key, token) => prepareWith(call, key, (user) => token ?? tokens.inHand(user) ?? expiredNow()),
    // Not even a token is renewed for it: any text stands for one that is masked.
    preview: (call, key) => prepareWith(call, key, () => 'token'),
    renew(prepared) {
      const used = carried.get(prepared);
      if (used) tokens.drop(used.slug, used.token);
      return used !== undefined;
    },
    async exchange(call, key, withinMs = Number.POSITIVE_INFINITY) {
      const once = async () => {
        const prepared = tools.prepare(call, key, await tools.ready(call)?.obtain());
        const timeoutMs = Math.min(prepared.timeoutMs, withinMs);
        const answer = await outbound.send({ ...prepared, timeoutMs });
        return { prepared, answer: await shownAnswer(parts, call, answer) };
      };
      const first = await once();
      return first.answer.status === UNAUTHORIZED && tools.renew(first.prepared) ? await once() : first;
    },
  };
  return tools;
}

function tokensWith(parts: ToolboxParts): Tokens {
  const { outbound, now } = parts;
  return createTokens({
    ...parts,
    send: (prepared) => outbound.send(prepared),
    prepare({ call, document, write }, version) {
      const secret = opener(parts, { slug: call.connection, document });
      const written = (name: string) => {
        const value = secret(name);
        return value === undefined ? undefined : write(name, value);
      };
      return prepare(call, { connection: document, version, secret: written, idempotencyKey: 'token', at: now() });
    },
  });
}

/** The token that `ready` still found has run out in between: the call is tried again as the step says. */
function expiredNow(): never {
  throw new Failure('TOKEN_UNAVAILABLE', { detail: 'The access token has just expired.' });
}

type Live = NonNullable<ReturnType<ToolboxParts['connection']>>;

function liveOf({ connection }: ToolboxParts, call: OutboundCall): Live {
  const live = connection(call.connection);
  if (!live) throw new Failure('CONNECTION_MISSING', { detail: `Connection: ${call.connection}.` });
  return live;
}

/** Undefined where the call carries no token: its connection has none, or it is the call that gets one. */
function userOf({ connection: slug, endpoint }: OutboundCall, { document, version }: Live): TokenUser | undefined {
  const auth = tokenAuth(document);
  return auth && !givesToken(document, endpoint) ? { slug, document, version, auth } : undefined;
}

/**
 * What a person is shown of the answer of an Auth endpoint: the tokens in it are secrets like those that they were got for. A
 * result that is kept for later calls stays whole, for they read it.
 */
async function shownAnswer(parts: ToolboxParts, call: OutboundCall, answer: RemoteAnswer): Promise<RemoteAnswer> {
  const { document } = liveOf(parts, call);
  const { type, result } = call.endpoint;
  if (result !== undefined || (type !== 'auth' && !givesToken(document, call.endpoint))) return answer;
  const { auth } = document;
  return withoutTokens(answer, auth?.type === 'token' ? auth.token : undefined, parts.parse);
}

function withoutAuth(document: ConnectionDocument): ConnectionDocument {
  return { ...document, auth: { type: 'none' } };
}

/** Opens secrets for where the connection sends them, and for nowhere else. */
function opener({ secrets }: ToolboxParts, { slug, document }: { slug: string; document: ConnectionDocument }) {
  return (name: string) => secrets.open(name, { connection: slug, origin: originOf(document) });
}
