// The log of a connection: every call that was made to it, by runs and by tests.
import { Type } from 'typebox';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import { endpointRead, findAnswer } from '../../flows/language/found-answer.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { ExchangeCursor, ExchangeDetailRow, ExchangeRow } from '../store/exchange-rows.ts';
import type { ApiDeps } from './deps.ts';
import { decodeKey, encodeKey } from './paging.ts';

import { type Route, route } from './route.ts';
import { listQuery, pageOf, time } from './schema-parts.ts';
import { ExchangeDetail, ExchangeLine, type ExchangeLineView, ExchangeResult } from './schemas-exchanges.ts';
import { iso } from './times.ts';

const DEFAULT_LIMIT = 50;
const exchangesQuery = Type.Object({
  ...listQuery,
  endpoint: Type.Optional(Type.String({ maxLength: 64 })),
  result: Type.Optional(ExchangeResult),
  after: Type.Optional(time),
  before: Type.Optional(time),
});

/** Routes about exchanges. */
export const exchangeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/connections/:slug/exchanges',
    role: 'viewer',
    summary: 'List the calls to a connection, newest first. `q` is a phone number.',
    query: exchangesQuery,
    answer: pageOf(ExchangeLine),
    handle: async ({ params, query: asked }, { store }) => {
      const { endpoint = null, result = null, after, before, limit = DEFAULT_LIMIT } = asked;
      const { items, next } = await query(store, 'exchange.list', {
        connection: params.slug,
        endpoint,
        result,
        phones: phonesIn(asked.q),
        since: after === undefined ? null : Date.parse(after),
        before: before === undefined ? null : Date.parse(before),
        limit,
        after: cursorOf(asked.cursor),
      });
      return { items: items.map(exchangeLine), next: next && encodeKey([next.seq, next.test]) };
    },
  }),
  route({
    method: 'get',
    path: '/connections/:slug/exchanges/:id',
    role: 'viewer',
    summary: 'One call in full: the request as it was sent, the answer, what it means, and the lead.',
    answer: ExchangeDetail,
    handle: async ({ params }, deps) => {
      const row = await query(deps.store, 'exchange.detail', { connection: params.slug, id: params.id });
      if (!row) throw new Failure('NOT_FOUND', { detail: `Entry ${params.id} of the log of ${params.slug}.` });
      const { failure, ...detail } = row;
      const fault = failure && { ...failure, remedy: remedyOf(failure.code) };
      return { ...detail, at: iso(detail.at), fault, found: await foundIn(row, params.slug, deps) };
    },
  }),
];

/** How the endpoint as it is now reads what was answered then. */
async function foundIn({ answer, endpoint }: ExchangeDetailRow, slug: string, { workspace, parse }: ApiDeps) {
  const definition = workspace.connection(slug) && endpointRead(workspace.effective(slug), endpoint);
  return answer && definition ? findAnswer(answer, definition, parse) : null;
}

function remedyOf(code: string): string {
  return code in FAILURES ? FAILURES[code as keyof typeof FAILURES].remedy : '';
}

function exchangeLine(row: ExchangeRow): ExchangeLineView {
  return { ...row, at: iso(row.at) };
}

/** A phone number in the forms that it may be stored in: international, or of North America. What is no number finds nothing. */
function phonesIn(q: string | undefined): string[] | null {
  const digits = (q ?? '').replace(/\D/g, '');
  if ((q ?? '').trim() === '') return null;
  return [`+${digits}`, `+1${digits}`];
}

function cursorOf(cursor: string | undefined): ExchangeCursor | null {
  if (cursor === undefined || cursor === '') return null;
  const [seq, test] = decodeKey(cursor, ['number', 'text']);
  return { seq: Number(seq), test: String(test) };
}
