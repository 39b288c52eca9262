// What an editor needs to draw: the catalogue of nodes, the names that a flow may refer to, and live events.
import { Type } from 'typebox';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { type AdminStore, ask as query } from '../store/admin-ops.ts';
import type { Key, Page } from '../store/admin-rows.ts';
import { type Route, route } from './route.ts';
import { Names } from './schemas-connections.ts';
import { CatalogueAnswer } from './schemas-flows.ts';

/** Routes about the catalogue, names and live events. */
export const nameRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/catalogue',
    role: 'viewer',
    summary: 'Every node type, as data for the palette and the forms.',
    answer: CatalogueAnswer,
    handle: (_ask, { catalogue }) => ({ nodes: Object.values(catalogue) }),
  }),
  route({
    method: 'get',
    path: '/names',
    role: 'viewer',
    summary: 'The names that a flow may refer to.',
    answer: Names,
    handle: async (_ask, { workspace, store }) => ({
      connections: workspace.connections().map(({ slug, document }) => ({
        slug,
        name: document.name,
        endpoints: endpointNames(workspace.effective(slug)),
      })),
      templates: workspace.templates().map(({ slug, document }) => ({ slug, name: document.label ?? document.name })),
      flows: workspace.list().flatMap(({ slug, name, liveVersion }) => (liveVersion === null ? [] : [{ slug, name }])),
      adaptors: workspace.adaptors().map(({ slug, document }) => ({ slug, name: document.name })),
      ...(await storedNames(store)),
    }),
  }),
  route({
    method: 'get',
    path: '/events',
    role: 'viewer',
    summary:
      'Live events (text/event-stream). `topics`: runs, run:<id>, flow:<slug>, joined by commas. Events: run (RunEvent), edges (EdgeCounts), reload.',
    query: Type.Object({ topics: Type.String({ minLength: 1, maxLength: 4000 }) }),
    stream: true,
    handle: () => undefined,
  }),
];

function endpointNames({ endpoints }: ConnectionDocument) {
  return Object.entries(endpoints).map(([slug, { name, method }]) => ({ slug, name, method }));
}

/** The names of the lists, campaigns and statuses in the store. */
export async function storedNames(store: AdminStore) {
  const [lists, dncLists, leadLists, campaigns, statuses] = await Promise.all([
    all((after) => query(store, 'list.list', { q: null, after, limit: PART })),
    all((after) => query(store, 'dncList.list', { q: null, after, limit: PART })),
    all((after) => query(store, 'leadList.list', { q: null, after, limit: PART, uncounted: true })),
    all((after) => query(store, 'campaign.list', { q: null, after, limit: PART, uncounted: true })),
    all((after) => query(store, 'status.list', { q: null, after, limit: PART, uncounted: true })),
  ]);
  const named = ({ slug, name }: { slug: string; name: string }) => ({ slug, name });
  return {
    lists: lists.map(named),
    dncLists: dncLists.map(named),
    leadLists: leadLists.map(({ leads: _, ...list }) => list),
    campaigns: campaigns.map(named),
    statuses: statuses.map(({ leads: _, ...status }) => status),
  };
}

const PART = 500;

/** Every part of a list, one after the other. */
async function all<T>(part: (after: Key | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let after: Key | null = null;
  do {
    const page: Page<T> = await part(after);
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
