// Makes the slug of a new thing from its name, where the admin gave none.
import { Failure } from '../../flows/language/failures.ts';

/** Longest name, characters. */
const LONGEST_NAME = 200;
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

/** Name and slug of a copy: those given, or `Copy of <name>` and a slug of it that nothing has yet. */
export function copyOf(
  of: { document: { name: string } },
  given: { name?: string; slug?: string },
  isTaken: (slug: string) => boolean,
): { name: string; slug: string } {
  const { name = `Copy of ${of.document.name}`.slice(0, LONGEST_NAME), slug: wanted } = given;
  if (wanted !== undefined) return { name, slug: wanted };
  const first = newSlug({ name });
  for (let i = 1; ; i += 1) {
    const ending = i === 1 ? '' : `-${i}`;
    const slug = `${first.slice(0, LONGEST - ending.length).replace(/-+$/, '')}${ending}`;
    if (!isTaken(slug)) return { name: i === 1 || given.name !== undefined ? name : `${name} ${i}`, slug };
  }
}
