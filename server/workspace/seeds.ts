// Makes the validation lists that a flow brings in `lists.yaml`, when the flow is met for the first time.
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import { type ListRules, readRules } from '../../flows/language/list-rules-read.ts';
import { readYaml } from '../../flows/language/yaml-read.ts';
import { change } from '../store/admin-ops.ts';
import { refreshNames } from './checking.ts';
import { type Disk, isSlug } from './disk.ts';
import { BY_WORKSPACE, type Parts } from './shelf.ts';

/** Ten years. */
const MOST_DAYS = 3650;

/** A list of `lists.yaml`. */
interface Seed {
  slug: string;
  name: string;
  description: string;
  values: string[];
  rules: ListRules;
  /** Days after which it is stale; 0: never. */
  limitDays: number;
}

/** Makes the lists that do not exist; those that do are never touched. Fails with TEXT_UNREADABLE. */
export async function seedLists(slug: string, parts: Parts, disk: Disk): Promise<void> {
  const text = (await disk.readExtras(slug))['lists.yaml'];
  if (text === undefined) return;
  for (const seed of readSeeds(text)) {
    if (parts.shelf.names.lists.includes(seed.slug)) continue;
    await change(parts.store, 'list.create', { ...seed, by: BY_WORKSPACE });
  }
  await refreshNames(parts);
}

/** Reads `lists.yaml`: slug -> { name, description?, values?, rules?, limit? }. Fails with TEXT_UNREADABLE. */
export function readSeeds(text: string): Seed[] {
  const { json, at } = readYaml('lists.yaml', text);
  const fault = (path: (string | number)[], says: string) =>
    new Failure('TEXT_UNREADABLE', { detail: `${at(path)}: ${says}`, fields: [{ field: at(path), says }] });
  if (json === null) return [];
  if (!isObject(json)) throw fault([], 'The file must hold lists by name.');
  return Object.entries(json).map(([slug, list]) => {
    if (!isSlug(slug))
      throw fault([slug], `"${slug.slice(0, 80)}" is not a name for a list: use lower-case words joined by hyphens.`);
    if (!isObject(list) || typeof list.name !== 'string' || list.name === '')
      throw fault([slug], 'A list needs a name.');
    const { name, description, values = [], limit = 0 } = list;
    if (!Array.isArray(values)) throw fault([slug, 'values'], 'The values must be a list.');
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0 || limit > MOST_DAYS)
      throw fault([slug, 'limit'], `The limit is a number of whole days up to ${MOST_DAYS}; 0 is none.`);
    const { rules, faults } = readRules(list.rules);
    for (const { path, says } of faults) throw fault([slug, 'rules', ...path], says);
    return {
      slug,
      name,
      description: typeof description === 'string' ? description : '',
      values: values.map(valueText),
      rules,
      limitDays: limit,
    };
  });
}

function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
