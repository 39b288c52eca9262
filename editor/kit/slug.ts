// Names of files and folders made from names for people.
import { NODE_ID, RESERVED_SLUGS } from '../../flows/language/document.ts';

/** "Acme CRM (US)" becomes `acme-crm-us`; letters without accents, at most 60. Empty where nothing usable is left. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return words;
}

/** What is wrong with a short name, in words; undefined where it can be used. */
export function slugFault(slug: string): string | undefined {
  if (slug === '') return 'Write a short name, such as acme-crm.';
  if (!NODE_ID.test(slug)) return 'Use small letters, digits and single hyphens, and begin with a letter: acme-crm.';
  if (RESERVED_SLUGS.includes(slug)) return `${slug} is a folder of Leadflow itself; choose another name.`;
  return undefined;
}

/** `slug`, or the first of slug-2, slug-3 ... that is not taken. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  if (!taken.includes(slug)) return slug;
  for (let count = 2; ; count += 1) {
    if (!taken.includes(`${slug}-${count}`)) return `${slug}-${count}`;
  }
}
