// Makes the slug of a new thing from its name, where the admin gave none.
import { Failure } from '../../flows/language/failures.ts';

/** Longest slug, characters. */
const LONGEST = 64;

/** The slug given, or one made from the name. Fails with REQUEST_INVALID where the name has no letter to begin with. */
export function newSlug({ slug, name }: { slug?: string; name: string }): string {
  if (slug !== undefined) return slug;
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const made = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  if (made !== '') return made;
  const says = 'No short name can be made from this name; give one, in lower-case words joined by hyphens.';
  throw new Failure('REQUEST_INVALID', { fields: [{ field: 'slug', says }] });
}
