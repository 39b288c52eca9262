// The explanation of a run for the pages: the pure one, with what it asks of the store.
import { isObject } from '../../../flows/language/json.ts';
import { type AdminStore, ask as query } from '../../store/admin-ops.ts';
import type { ApiDeps } from '../deps.ts';
import type { KnownRun, ListHeld } from './known.ts';
import type { WhyView } from './schemas-why.ts';
import { whyOf } from './why.ts';
import { textIn } from './words.ts';

/** Explains a run. A run that cannot be explained is shown without: its page must open all the same. */
export async function explain(run: Omit<KnownRun, 'names'>, deps: ApiDeps): Promise<WhyView> {
  const { store, workspace, parse, phone, log } = deps;
  try {
    const names = Object.fromEntries(workspace.connections().map(({ slug, document }) => [slug, document.name]));
    const known = { ...run, names, listedByStatus: listedByStatus(run, deps) };
    return await whyOf(known, {
      parse,
      phone: (raw, region) => phone(typeof raw === 'string' ? raw : String(raw ?? ''), region),
      listAt: (list, version) => listAt(store, list, version),
    });
  } catch (error) {
    log.error({ err: error, run: run.id }, 'a run could not be explained');
    return { summary: run.reason ?? '', wouldChange: null, decisions: [] };
  }
}

/** Told by its entry on the list: the status, not a step, put it there. */
function listedByStatus({ id, steps }: Pick<KnownRun, 'id' | 'steps'>, { dnc }: ApiDeps): string | undefined {
  const given = steps.flatMap(({ calls }) => calls).find(({ op }) => op === 'lead.create')?.args;
  const number = textIn(isObject(given) ? given.phone : undefined, 'e164');
  const hits = number === '' ? [] : dnc.look.everywhere([number]).hits;
  return hits.some(({ origin, reason }) => origin === `run:${id}` && reason.startsWith('Status ')) ? number : undefined;
}

async function listAt(store: AdminStore, slug: string, version: number): Promise<ListHeld | undefined> {
  const held = version > 0 ? await query(store, 'list.version', { slug, version }) : null;
  if (!held?.kept) return undefined;
  const { items } = await query(store, 'list.entriesAt', { slug, version, q: null, after: null, limit: 1 });
  return { count: held.entries, some: items.map(({ entry }) => entry), rules: held.rules };
}
