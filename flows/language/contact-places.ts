// States and postal codes, held to their country: known for some countries, not judged elsewhere. Pure.
import type { ContactPart } from './contact.ts';
import { invalid, NO_PART, oneBlank } from './contact-texts.ts';

const US =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific';
const CA =
  'AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon';

interface States {
  /** As a sentence names the country. */
  of: string;
  /** Name or code, folded -> code. */
  codes: ReadonlyMap<string, string>;
}

const STATES: ReadonlyMap<string, States> = new Map([
  ['US', { of: 'the United States', codes: codesOf(`${US}|DC Washington DC`) }],
  ['CA', { of: 'Canada', codes: codesOf(`${CA}|PQ Quebec|QC Québec|NL Newfoundland|YT Yukon Territory|PE PEI`) }],
]);

function codesOf(list: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const line of list.split('|')) {
    const name = line.slice(3);
    const code = codes.get(folded(name)) ?? line.slice(0, 2);
    codes.set(folded(name), code).set(line.slice(0, 2), code);
  }
  return codes;
}

/** `N.Y.`, `ny` and `NY` are one. */
function folded(text: string): string {
  return text.toUpperCase().replace(/[\s.,]/g, '');
}

/** A state or province as its two letters where the country's are known; `countries`: where the lead may be, the likeliest first. */
export function readState(raw: string, countries: readonly string[]): ContactPart {
  if (raw === '') return NO_PART;
  const known = countries.flatMap((country) => STATES.get(country) ?? []);
  for (const { codes } of known) {
    const code = codes.get(folded(raw));
    if (code !== undefined) return { raw, normal: code, valid: true, says: '' };
  }
  const [first] = known;
  if (first && known.length === countries.length) return invalid(raw, `It is no state or province of ${first.of}.`);
  return { raw, normal: oneBlank(raw), valid: null, says: '' };
}

/** The normal form of a code, or undefined where it is none of the country; and what such a code is like. */
interface Codes {
  read: (text: string) => string | undefined;
  says: string;
}

/** Without blanks, hyphens and dots, large. */
function bare(text: string): string {
  return text.toUpperCase().replace(/[\s.-]/g, '');
}

const UK =
  /^(?:GIR0AA|(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)[0-9][ABD-HJLNP-UW-Z]{2})$/;

const POSTAL: ReadonlyMap<string, Codes> = new Map<string, Codes>([
  ['US', { read: zip, says: 'A ZIP code has five digits, or nine.' }],
  ['CA', { read: canadian, says: 'A Canadian postal code is like K1A 0B1.' }],
  ['GB', { read: british, says: 'A British postcode is like SW1A 1AA.' }],
  ['DE', { read: (text) => /^D?(\d{5})$/.exec(text)?.[1], says: 'A German postal code has 5 digits.' }],
  ...[
    ['AU', 4, 'An Australian'],
    ['NZ', 4, 'A New Zealand'],
    ['FR', 5, 'A French'],
    ['ES', 5, 'A Spanish'],
    ['IT', 5, 'An Italian'],
    ['MX', 5, 'A Mexican'],
    ['IN', 6, 'An Indian'],
  ].map(([country, digits, whose]): [string, Codes] => [
    String(country),
    {
      read: (text) => (/^\d+$/.test(text) && text.length === digits ? text : undefined),
      says: `${whose} postal code has ${digits} digits.`,
    },
  ]),
]);

/** A postal code in its country's form. */
export function readPostalCode(raw: string, countries: readonly string[]): ContactPart {
  if (raw === '') return NO_PART;
  const known = countries.flatMap((country) => POSTAL.get(country) ?? []);
  for (const { read } of known) {
    const normal = read(bare(raw));
    if (normal !== undefined) return { raw, normal, valid: true, says: '' };
  }
  const [first] = known;
  if (first && known.length === countries.length) return invalid(raw, first.says);
  return { raw, normal: oneBlank(raw).toUpperCase().normalize('NFC'), valid: null, says: '' };
}

function zip(text: string): string | undefined {
  if (!/^\d{5}(?:\d{4})?$/.test(text) || text.startsWith('00000')) return undefined;
  return text.length === 5 ? text : `${text.slice(0, 5)}-${text.slice(5)}`;
}

function canadian(text: string): string | undefined {
  if (!/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d$/.test(text)) return undefined;
  return `${text.slice(0, 3)} ${text.slice(3)}`;
}

function british(text: string): string | undefined {
  if (/^BFPO\d{1,4}$/.test(text)) return `BFPO ${text.slice(4)}`;
  return UK.test(text) ? `${text.slice(0, -3)} ${text.slice(-3)}` : undefined;
}

const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['USA', 'US'],
  ['UNITEDSTATES', 'US'],
  ['UNITEDSTATESOFAMERICA', 'US'],
  ['CANADA', 'CA'],
  ['CAN', 'CA'],
  ['UK', 'GB'],
  ['GBR', 'GB'],
  ['UNITEDKINGDOM', 'GB'],
  ['GREATBRITAIN', 'GB'],
  ['ENGLAND', 'GB'],
  ['SCOTLAND', 'GB'],
  ['WALES', 'GB'],
  ['NORTHERNIRELAND', 'GB'],
  ['AUSTRALIA', 'AU'],
  ['GERMANY', 'DE'],
  ['FRANCE', 'FR'],
  ['SPAIN', 'ES'],
  ['ITALY', 'IT'],
  ['MEXICO', 'MX'],
  ['INDIA', 'IN'],
  ['NEWZEALAND', 'NZ'],
]);

/** The ISO country of a name or code; undefined where it is none that is known. */
export function countryCode(text: string): string | undefined {
  const name = folded(text);
  return COUNTRIES.get(name) ?? (/^[A-Z]{2}$/.test(name) ? name : undefined);
}
