// What counts of a text where values of lists are compared: not its case, its outer blanks, or how its letters are encoded. Pure.

/** Signs that nobody sees: marks of direction, joiners, soft hyphens. A value must not slip past a list by one. */
const UNSEEN = /\p{Cf}/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** The text that is seen: letters and digits in their usual form (Unicode's NFKC), without unseen signs and outer blanks. */
export function seen(text: string): string {
  return PLAIN.test(text) ? text.trim() : text.toWellFormed().normalize('NFKC').replace(UNSEEN, '').trim();
}

/** What is seen, without case (as Unicode's NFKC_Casefold, by upper and then lower case: STRASSE is straße). */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.trim().toLowerCase();
  return seen(text).toLowerCase().toUpperCase().toLowerCase().normalize('NFKC').replaceAll('ς', 'σ');
}

/** True for a text in which there is nothing to see. */
export function isBlank(text: string): boolean {
  return seen(text) === '';
}
