// Makes the validation lists that a flow brings in `lists.yaml`, when the flow is met for the first time.
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import { readYaml } from '../../flows/language/yaml-read.ts';
import { refreshNames } from './checking.ts';
import { type Disk, isSlug } from './disk.ts';
import { BY_WORKSPACE, type Parts } from './shelf.ts';

/** A list of `lists.yaml`. */
interface Seed {
  slug: string;
  name: string;
  description: string;
  values: string[];
}

/** Makes the lists that do not exist; those that do are never touched. Fails with TEXT_UNREADABLE. */
export async function seedLists(slug: string, parts: Parts, disk: Disk): Promise<void> {
  const text = (await disk.readExtras(slug))['lists.yaml'];
  if (text === undefined) return;
  for (const seed of readSeeds(text)) {
    if (parts.shelf.names.lists.includes(seed.slug)) continue;
    await parts.store.write('list.create', { ...seed, by: BY_WORKSPACE });
  }
  await refreshNames(parts);
}

/** Reads `lists.yaml`: slug -> { name, description?, values }. Fails with TEXT_UNREADABLE. */
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
    const { name, description, values = [] } = list;
    if (!Array.isArray(values)) throw fault([slug, 'values'], 'The values must be a list.');
    return {
      slug,
      name,
      description: typeof description === 'string' ? description : '',
      values: values.map(valueText),
    };
  });
}

function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
