// E-mail addresses, names and street addresses: as they are compared, and whether they can be one. Pure.
import type { ContactPart } from './contact.ts';

/** A part that was not sent. */
export const NO_PART: ContactPart = Object.freeze({ raw: '', normal: '', valid: null, says: '' });

/** A value that cannot be one: `normal` is '' where it cannot even be compared. */
export function invalid(raw: string, says: string, normal = ''): ContactPart {
  return { raw, normal, valid: false, says };
}

const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL = 64;
/** Letters of any script, with the marks that belong to them (RFC 6531). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
const LABEL = /^[\p{L}\p{M}\p{N}-]{1,63}$/u;

/** An e-mail address (RFC 5321's lengths, RFC 5322's plain form), lower case. Nothing is asked of its domain's servers. */
export function readEmail(raw: string): ContactPart {
  if (raw === '') return NO_PART;
  const normal = addressIn(raw);
  const at = normal.lastIndexOf('@');
  const [local, domain] = [normal.slice(0, at), normal.slice(at + 1)];
  if (at < 0) return invalid(raw, 'It has no @.');
  if (normal.length > LONGEST_ADDRESS || local.length > LONGEST_LOCAL) {
    return invalid(raw, `It is longer than an e-mail address can be (${LONGEST_LOCAL} letters before the @).`);
  }
  if (local === '' || !LOCAL.test(local)) return invalid(raw, 'Before the @ is something that no address has.', normal);
  if (/^\.|\.\.|\.$/.test(local)) return invalid(raw, 'A dot stands where none can be, before the @.', normal);
  return { raw, normal, ...judgedDomain(domain) };
}

/** What stands in angle brackets, or behind `mailto:`, lower case. */
function addressIn(raw: string): string {
  const open = raw.lastIndexOf('<');
  const inner = open >= 0 && raw.endsWith('>') ? raw.slice(open + 1, -1) : raw;
  const lower = inner.trim().toLowerCase();
  return lower.startsWith('mailto:') ? lower.slice('mailto:'.length).trim() : lower;
}

/** What a lead is searched by: the `normal` of its address, as `readEmail` says it, or what was sent instead of one. */
export function emailSought(raw: string): string {
  const normal = addressIn(raw);
  const at = normal.lastIndexOf('@');
  return at < 0 || normal.length > LONGEST_ADDRESS || at > LONGEST_LOCAL ? raw.toLowerCase() : normal;
}

function judgedDomain(domain: string): Pick<ContactPart, 'valid' | 'says'> {
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2) return { valid: false, says: 'Behind the @ is no domain, such as example.com.' };
  const isDomain = labels.every((label) => LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-'));
  if (!isDomain) return { valid: false, says: 'Behind the @ is something that no domain has.' };
  if (last.length < 2 || /^\d+$/.test(last)) return { valid: false, says: `There is no domain that ends in .${last}.` };
  return { valid: true, says: '' };
}

const LONGEST_NAME = 200;
/** Whoever is the third of his name. */
const ORDINAL = / (?:1st|2nd|[3-9](?:rd|th))\.?$/i;

/** A person's name: one blank between words; capitals where it was sent all large or all small. */
export function readName(raw: string): ContactPart {
  if (raw === '') return NO_PART;
  const normal = nameIn(raw);
  if (!/\p{L}/u.test(normal)) return invalid(raw, 'It has no letters.', normal);
  if (normal.length > LONGEST_NAME) return invalid(raw, `It is longer than ${LONGEST_NAME} letters.`, normal);
  if (/[@<>{}[\]\\]|:\/\/|www\./i.test(normal))
    return invalid(raw, 'It holds an address or signs that no name has.', normal);
  if (/\p{N}/u.test(normal.replace(ORDINAL, ''))) return invalid(raw, 'It holds digits.', normal);
  return { raw, normal, valid: true, says: '' };
}

/** The `normal` of a name, as `readName` says it. */
export function nameIn(raw: string): string {
  return inCase(oneBlank(raw));
}

const BY_HOUSE_NUMBER: ReadonlySet<string> = new Set(['US', 'CA']);

/** A street address: one blank between words. In the US and Canada it has a number and a name; elsewhere that is not said. */
export function readAddress(raw: string, country: string): ContactPart {
  if (raw === '') return NO_PART;
  const normal = inCase(oneBlank(raw));
  if (!/[\p{L}\p{N}]/u.test(normal)) return invalid(raw, 'It has neither letters nor digits.', normal);
  if (!BY_HOUSE_NUMBER.has(country)) return { raw, normal, valid: null, says: '' };
  if (!/\p{L}/u.test(normal)) return invalid(raw, 'It has no street, only a number.', normal);
  return { raw, normal, valid: /\p{N}/u.test(normal) ? true : null, says: '' };
}

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Without what cannot be seen, and with one blank for several. */
export function oneBlank(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}

/** Large first letters where all letters are of one case; a text whose letters change otherwise stays as it is. */
function inCase(text: string): string {
  if (text !== text.toUpperCase() && text !== text.toLowerCase()) return text;
  const cased = capitals(text);
  return capitals(cased) === cased && cased.length === text.length ? cased : text;
}

const SUFFIXES: ReadonlySet<string> = new Set(['II', 'III', 'IV', 'PO', 'NE', 'NW', 'SE', 'SW']);

function capitals(text: string): string {
  const lower = text.toLowerCase();
  const cased = lower.replace(
    /(^|[\s'’(-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  return cased.replace(/[A-Z][a-z]{1,2}(?![\p{L}'’-])/gu, (word, at: number) => {
    const isWord = at === 0 || cased[at - 1] === ' ';
    return isWord && SUFFIXES.has(word.toUpperCase()) ? word.toUpperCase() : word;
  });
}
