// What routes about validation lists share: a list as it is shown, who uses it, and rules as they are read.
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isStale } from '../../flows/language/list-look.ts';
import { type ListRules, readRules } from '../../flows/language/list-rules-read.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { ListRow, ListVersionRow } from '../store/list-ops.ts';
import type { ApiDeps } from './deps.ts';
import { iso } from './times.ts';
import { usedBy } from './used-by.ts';

/** The list. Fails with NOT_FOUND. */
export async function existingList({ store }: ApiDeps, slug: string): Promise<ListRow> {
  const list = await query(store, 'list.detail', { slug });
  if (!list) throw new Failure('NOT_FOUND', { detail: `Validation list ${slug}.` });
  return list;
}

/** Name of a list -> the flows that use it. */
export function listUsers({ workspace, catalogue }: ApiDeps): Map<string, string[]> {
  const flows = workspace.list().map(({ slug }) => ({ slug, document: workspace.get(slug).bundle.document }));
  return usedBy(flows, 'list', catalogue);
}

/** The flows that use a list in their draft, or in the version that serves now. */
export async function flowsUsing(slug: string, deps: ApiDeps): Promise<string[]> {
  const { workspace, catalogue } = deps;
  const serving = await Promise.all(
    workspace.list().flatMap(({ slug: flow, liveVersion, savedVersion, draftChanged }) => {
      if (liveVersion === null || (liveVersion === savedVersion && !draftChanged)) return [];
      return [workspace.version(flow, liveVersion).then(({ document }) => ({ slug: flow, document }))];
    }),
  );
  const served = usedBy(serving, 'list', catalogue).get(slug) ?? [];
  return [...new Set([...(listUsers(deps).get(slug) ?? []), ...served])].sort();
}

/** Fails with IN_USE, naming the flows that use the list. */
export function assertUnused(flows: readonly string[]): void {
  if (flows.length === 0) return;
  const fields = flows.map((field) => ({ field, says: 'Uses it.' }));
  throw new Failure('IN_USE', { detail: `Flows that use it: ${flows.join(', ')}.`, fields });
}

/** A list as the API answers it. */
export function listLine(row: ListRow, users: ReadonlyMap<string, string[]>, { now }: Pick<ApiDeps, 'now'>) {
  const { slug, updatedAt, checkedAt, limitDays } = row;
  return {
    ...row,
    updatedAt: iso(updatedAt),
    checkedAt: iso(checkedAt),
    stale: isStale(checkedAt, limitDays, now()),
    usedBy: users.get(slug) ?? [],
  };
}

/** A version as the API answers it. */
export function versionLine<T extends ListVersionRow>(row: T) {
  return { ...row, at: iso(row.at) };
}

/** The rules as given. Fails with REQUEST_INVALID, naming fields from `prefix` on. */
export function rulesFrom(given: object, prefix = ''): ListRules {
  const { rules, faults } = readRules(given as Json);
  if (faults.length === 0) return rules;
  const fields = faults.map(({ path, says }) => ({ field: `${prefix}${path.join('.')}`, says }));
  throw new Failure('REQUEST_INVALID', { fields });
}
