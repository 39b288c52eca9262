// The posting instructions of a flow, over the API.
import { Type } from 'typebox';
import { ACCOUNT_FLOW } from '../../../flows/language/account-flow.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { ask as query } from '../../store/admin-ops.ts';
import type { SourceRow } from '../../store/admin-rows.ts';
import type { ApiDeps } from '../deps.ts';
import { type Route, route } from '../route.ts';
import { leadApiPosting } from './lead-api.ts';
import { postingOf } from './posting.ts';
import { PostingInstructions } from './schemas-posting.ts';

/** Routes about posting instructions. */
export const postingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/flows/:slug/posting',
    role: 'viewer',
    summary:
      'How leads are posted to a flow, as it is published, or to the lead API (account-leads): address, fields, answers, refusals, examples.',
    query: Type.Object({
      source: Type.Optional(Type.String({ maxLength: 64, description: 'Id of the source that they are for.' })),
      test: Type.Optional(Type.Literal('true', { description: 'The examples send a test lead.' })),
    }),
    answer: PostingInstructions,
    handle: async (ask, deps) => {
      const { slug } = ask.params;
      const isLeadApi = slug === ACCOUNT_FLOW;
      const flow = isLeadApi ? undefined : await published(slug, deps);
      const sources = await sourcesOf(slug, deps);
      const { source: wanted } = ask.query;
      const source = wanted === undefined ? sources[0] : sources.find(({ id }) => id === wanted);
      if (wanted !== undefined && !source)
        throw new Failure('NOT_FOUND', { detail: `Source ${wanted} of the flow ${slug}.` });
      const { publicUrl, syncLimitMs } = deps.config;
      const origin = publicUrl ?? `${ask.secure ? 'https' : 'http'}://${ask.header('host') ?? 'localhost'}`;
      const whom = { sources, source, origin, syncLimitMs };
      if (!flow) return leadApiPosting({ ...deps.workspace.account(), ...whom });
      const { release, document } = flow;
      return postingOf({
        ...whom,
        flow: { slug, version: release.version },
        document,
        catalogue: deps.catalogue,
        trigger: release.trigger,
        test: ask.query.test === 'true',
      });
    },
  }),
];

/** What serves now. Fails with NOT_FOUND where nothing does, or where no sender can reach it. */
async function published(slug: string, { workspace }: ApiDeps) {
  const { live } = workspace.get(slug);
  const release = workspace.liveOf(slug);
  if (!live || !release)
    throw new Failure('NOT_FOUND', { detail: `The flow ${slug} is not published, so nobody can send to it yet.` });
  const { document } = await workspace.version(slug, live.version);
  if (document.nodes[release.trigger.node]?.type !== 'webhook')
    throw new Failure('NOT_FOUND', { detail: `The flow ${slug} has no webhook: no source can send to it.` });
  return { release, document };
}

/** The sources of a flow, by name. */
async function sourcesOf(flow: string, { store }: ApiDeps): Promise<SourceRow[]> {
  const found: SourceRow[] = [];
  let after: Parameters<typeof query<'source.list'>>[2]['after'] = null;
  do {
    const page: Awaited<ReturnType<typeof query<'source.list'>>> = await query(store, 'source.list', {
      q: null,
      after,
      limit: 500,
    });
    found.push(...page.items.filter((source) => source.flow === flow));
    after = page.next;
  } while (after !== null);
  return found;
}
