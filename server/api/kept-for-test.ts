// The kept results that a test of an endpoint needs: what the calls that keep them were answered last, as the log has it.
import { resultsUsed } from '../../flows/language/endpoint-places.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { ExchangeRow } from '../store/exchange-rows.ts';
import type { ApiDeps } from './deps.ts';

/** One of them, and where it is from. */
export interface KeptForTest {
  name: string;
  endpoint: string;
  /** Milliseconds since 1970. */
  at: number;
  answer: RemoteAnswer;
}

/** How far back the log is looked through for an answer that says yes by its status. */
const LOOKED_AT = 50;

/** All that an endpoint names. Fails with CONFIG_INVALID where nothing has kept one yet, naming the endpoint to test first. */
export async function keptForTest(
  slug: string,
  { document, endpoint }: { document: ConnectionDocument; endpoint: string },
  deps: Pick<ApiDeps, 'store'>,
): Promise<KeptForTest[]> {
  const definition = document.endpoints[endpoint];
  if (!definition) return [];
  return Promise.all(
    resultsUsed(definition).map(async (name) => {
      const makers = Object.entries(document.endpoints).filter(([, { result }]) => result === name);
      const answers = await Promise.all(makers.map(([maker]) => lastOf(slug, maker, deps)));
      const [latest] = answers.flatMap((each) => each ?? []).sort((a, b) => b.at - a.at);
      if (latest) return { ...latest, name };
      throw lacking(
        name,
        makers.map(([, maker]) => maker.name),
      );
    }),
  );
}

async function lastOf(connection: string, endpoint: string, { store }: Pick<ApiDeps, 'store'>) {
  const none = { result: null, phones: null, since: null, before: null, after: null };
  const { items } = await query(store, 'exchange.list', { connection, endpoint, ...none, limit: LOOKED_AT });
  const line = items.find(saysYes);
  const detail = line && (await query(store, 'exchange.detail', { connection, id: line.id }));
  return detail?.answer ? { endpoint, at: detail.at, answer: detail.answer } : undefined;
}

function saysYes({ status }: ExchangeRow): boolean {
  return status !== null && status >= 200 && status <= 299;
}

function lacking(name: string, makers: readonly string[]): Failure {
  const how =
    makers.length === 0
      ? `No endpoint of the connection keeps what it answers as “${name}”.`
      : `Test ${makers.map((each) => `“${each}”`).join(' or ')} first: what it answers last is used here.`;
  const says = `The call needs the kept result “${name}”. ${how}`;
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'endpoint', says }] });
}
