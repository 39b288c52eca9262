// Tells a text that looks like a password, key or token from one that does not.

/** Forms in which well-known systems hand out keys, and how an authorisation header is written. */
const KNOWN_FORMS: readonly RegExp[] = [
  /\b(bearer|basic)\s+[A-Za-z0-9._~+/-]{16,}=*/i,
  /\b[sprw]k[_-](live|test|prod)?[_-]?[A-Za-z0-9]{12,}/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bAIza[0-9A-Za-z_-]{30,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];
/** Length from which a run of letters and digits is looked at, characters. */
const SHORTEST = 24;

/**
 * True where the text holds something that looks like a secret: a known form, or a long run of letters and digits as
 * only a machine makes it. A reference (`secret:name`) and a UUID, which mostly names a thing, are none.
 */
export function looksLikeSecret(text: string): boolean {
  if (/^secret:[\w.-]+$/.test(text)) return false;
  if (KNOWN_FORMS.some((form) => form.test(text))) return true;
  return (text.match(/[A-Za-z0-9+]+={0,2}/g) ?? []).some(isRandom);
}

function isRandom(token: string): boolean {
  if (token.length < SHORTEST) return false;
  const digits = token.replace(/[^0-9]/g, '').length;
  const letters = token.length - digits;
  if (digits < 4 || letters < 4) return false;
  // Words and paths have a digit or two at an end; a key has them all over.
  const changes = token.match(/[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])/g)?.length ?? 0;
  return changes >= 4 && entropy(token) >= (/^[0-9a-f]+$/i.test(token) ? 3 : 3.5);
}

/** Shannon entropy, bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}
