// What the schemas of all documents share: names, texts for people, and ids.
import type { JsonSchema } from './catalogue.ts';
import { NODE_ID } from './document.ts';

/** Longest id of a node, endpoint, or slug, characters. */
export const LONGEST_ID = 64;
/** What a document, or a field, is called. */
export const NAME: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
/** Texts for people: `x-prose` lets the writer fold them. */
export const PROSE: JsonSchema = { type: 'string', maxLength: 10_000, 'x-prose': true };
/** Keys that are ids. */
export const ID_NAMES = {
  pattern: NODE_ID.source,
  maxLength: LONGEST_ID,
  description: `is not an id: use lower-case words joined by hyphens, such as ask-crm, at most ${LONGEST_ID} characters.`,
};
