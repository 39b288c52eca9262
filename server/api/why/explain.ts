// The explanation of a run for the pages: the pure one, with what it asks of the store.
import { type AdminStore, ask as query } from '../../store/admin-ops.ts';
import type { ApiDeps } from '../deps.ts';
import type { KnownRun } from './known.ts';
import type { WhyView } from './schemas-why.ts';
import { whyOf } from './why.ts';

/** Explains a run. A run that cannot be explained is shown without: its page must open all the same. */
export async function explain(run: Omit<KnownRun, 'names'>, deps: ApiDeps): Promise<WhyView> {
  const { store, workspace, parse, phone, log } = deps;
  try {
    const names = Object.fromEntries(workspace.connections().map(({ slug, document }) => [slug, document.name]));
    const known = { ...run, names };
    return await whyOf(known, {
      parse,
      phone: (raw, region) => phone(typeof raw === 'string' ? raw : String(raw ?? ''), region),
      entriesOf: (list) => entriesOf(store, list),
    });
  } catch (error) {
    log.error({ err: error, run: run.id }, 'a run could not be explained');
    return { summary: run.reason ?? '', wouldChange: null, decisions: [] };
  }
}

async function entriesOf(store: AdminStore, slug: string): Promise<{ count: number; some: string[] } | undefined> {
  const list = await query(store, 'list.detail', { slug });
  if (!list) return undefined;
  const { items } = await query(store, 'list.entries', { slug, q: null, after: null, limit: 1 });
  return { count: list.entries, some: items.map(({ entry }) => entry) };
}
