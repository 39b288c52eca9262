// Sources: who may send leads to a flow, and with which key.
import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { ACCOUNT_FLOW } from '../../flows/language/account-flow.ts';
import { Failure } from '../../flows/language/failures.ts';
import { hashOfKey } from '../auth/keys.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { SourceRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { existingFlow } from './routes-flows.ts';
import { body, choice, nothing, orNull, pageOf, plainList, title } from './schema-parts.ts';
import { Refused, Source, SourceWithKey } from './schemas-leads.ts';
import { iso, isoOrNull } from './times.ts';

const region = Type.String({ pattern: '^[A-Z]{2}$', description: 'a country by its two capital letters, such as US' });

/** Routes about sources. */
export const sourceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/sources',
    role: 'viewer',
    summary: 'List sources.',
    query: plainList,
    answer: pageOf(Source),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'source.list', pageArgs(ask.query, ['text', 'text'])), sourceLine),
  }),
  route({
    method: 'get',
    path: '/refusals',
    role: 'viewer',
    summary:
      'What was refused before it became a run, by address, source and code: the last 500 kinds since the server started, the newest first.',
    answer: pageOf(Refused),
    handle: (_ask, { refusals }) => ({
      items: refusals.list().map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
      next: null,
    }),
  }),
  route({
    method: 'post',
    path: '/sources',
    role: 'admin',
    summary: 'Make a source. Its key or HMAC secret is shown this once.',
    status: 201,
    body: body({
      name: title,
      flow: Type.String({ minLength: 1, maxLength: 200 }),
      auth: choice(['key', 'hmac']),
      region: Type.Optional(region),
      test: Type.Optional(Type.Boolean()),
    }),
    answer: SourceWithKey,
    handle: async ({ body, by }, deps) => {
      const { name, auth, region = 'US', test = false } = body;
      if (body.flow === ACCOUNT_FLOW && auth === 'hmac') throw new Failure('REQUEST_INVALID', { fields: [NO_HMAC] });
      const { key, ...kept } = newSourceKey(auth, deps);
      const flow = existingFlow(deps, body.flow);
      const row = await change(deps.store, 'source.create', { name, flow, auth, region, test, ...kept, by });
      return { source: sourceLine(row), key };
    },
  }),
  route({
    method: 'patch',
    path: '/sources/:id',
    role: 'admin',
    summary: 'Rename a source, make it a test source, or say how fast it may send and what it hears meanwhile.',
    body: body({
      name: Type.Optional(title),
      test: Type.Optional(Type.Boolean()),
      region: Type.Optional(region),
      pending: Type.Optional(choice(['pending', 'success', 'failed'])),
      ratePerMinute: Type.Optional(orNull(Type.Integer({ minimum: 1, maximum: 100_000 }))),
    }),
    answer: Source,
    handle: async ({ params, body, by }, { store }) =>
      sourceLine(await change(store, 'source.change', { ...body, id: params.id, by })),
  }),
  route({
    method: 'post',
    path: '/sources/:id/key',
    role: 'admin',
    summary: 'Make a new key or HMAC secret, shown this once. The old one ends.',
    body: nothing,
    answer: SourceWithKey,
    handle: async ({ params, by }, deps) => {
      const { key, ...kept } = newSourceKey(await authOf(deps, params.id), deps);
      return { source: sourceLine(await change(deps.store, 'source.rekey', { id: params.id, ...kept, by })), key };
    },
  }),
  route({
    method: 'delete',
    path: '/sources/:id',
    role: 'admin',
    summary: 'Delete a source. Its key ends.',
    status: 204,
    handle: async ({ params, by }, { store, pauses }) => {
      await change(store, 'source.remove', { id: params.id, by });
      // Its leads that wait were taken, and go on.
      await pauses.clear({ kind: 'source', key: params.id, by });
    },
  }),
];

/** Its clients send the key as `auth_token`, as those of Convoso do. */
const NO_HMAC = { field: 'auth', says: 'A client of the lead API shows who it is by a key; choose that.' };

/** A key is kept as its hash; a secret must be known to check signatures, so it is kept sealed. */
function newSourceKey(auth: SourceRow['auth'], { seal }: ApiDeps) {
  const prefix = auth === 'hmac' ? 'lfh_' : 'lfs_';
  const key = prefix + randomBytes(24).toString('base64url');
  const keyHint = key.slice(-4);
  if (auth === 'hmac') return { key, keyHint, keyHash: null, secret: seal(key) };
  return { key, keyHint, keyHash: hashOfKey(key), secret: null };
}

async function authOf({ store }: ApiDeps, id: string): Promise<SourceRow['auth']> {
  const source = await query(store, 'source.detail', { id });
  if (!source) throw new Failure('NOT_FOUND', { detail: `Source ${id}.` });
  return source.auth;
}

function sourceLine(row: SourceRow) {
  return { ...row, createdAt: iso(row.createdAt), lastRunAt: isoOrNull(row.lastRunAt) };
}
