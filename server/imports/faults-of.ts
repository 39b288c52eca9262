// What is wrong with what was chosen for the leads of a file: names that are none.
import type { FieldError } from '../../flows/language/failures.ts';
import { ask } from '../store/admin-ops.ts';
import type { ImportSettings } from '../store/import-ops.ts';
import type { ImportParts } from './parts.ts';

/** The faults, by field; none where all that is named is there. */
export async function faultsOf(
  { store, adaptor: adaptorOf }: Pick<ImportParts, 'store' | 'adaptor'>,
  { adaptor, list, status, scope, scopeOf }: ImportSettings,
): Promise<FieldError[]> {
  const all = { q: null, after: null, limit: 10_000, uncounted: true };
  const lists = await ask(store, 'leadList.list', all);
  const statuses = await ask(store, 'status.list', all);
  const faults: FieldError[] = [];
  if (!adaptorOf(adaptor)) faults.push({ field: 'adaptor', says: `There is no adaptor ${adaptor}.` });
  if (!lists.items.some(({ slug }) => slug === list))
    faults.push({ field: 'list', says: `There is no lead list ${list}.` });
  if (!statuses.items.some(({ abbrev }) => abbrev === status))
    faults.push({ field: 'status', says: `There is no status ${status}.` });
  // In a list or campaign that is not there no row is a duplicate.
  const isThere = lists.items.some(({ slug, campaign }) => scopeOf === (scope === 'list' ? slug : campaign));
  if (scope !== 'account' && scopeOf !== '' && !isThere)
    faults.push({ field: 'scopeOf', says: `There is no ${scope} ${scopeOf} to look for duplicates in.` });
  return faults;
}
