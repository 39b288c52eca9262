// Whether a number is on a DNC list, and why; where that cannot be told the answer is never "no".

import { campaignSlug } from '../../../flows/language/campaign.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { isoWords } from '../../../flows/language/zone.ts';
import type { DncQuery } from '../../../nodes/tools.ts';
import type { PointReads, StoredDncEntry, StoredDncList } from '../../store/point-reads.ts';
import { hashOf, keyName } from './erased-hash.ts';
import { asNumber } from './segment.ts';
import type { Segments } from './segments.ts';

const DAY_MS = 86_400_000;
/** Days before its limit that a list is warned of; a quarter of the limit where that is less. */
const WARNED_DAYS = 5;

/** A number found: where, as what, and why. Times are milliseconds since 1970. */
export interface Hit extends StoredDncEntry {
  list: string;
  number: string;
}

/** A list that cannot tell. `says` is a sentence for a person. */
export interface Doubt {
  list: string;
  why: 'gone' | 'old' | 'damaged' | 'locked';
  says: string;
}

/** A list that will soon be too old to tell. */
export interface Warning {
  why: 'soon';
  says: string;
}

/** What is looked into. */
export interface LookParts {
  reads: Pick<PointReads, 'dncStand' | 'dncEntryOf' | 'dncErased' | 'dncLists' | 'dncListsOf'>;
  segments: Pick<Segments, 'get' | 'hit' | 'fault'>;
  /** The key of erased entries. Fails with SECRETS_LOCKED. */
  key: () => Buffer;
  now: () => number;
}

/** Looks on lists, in their order. Numbers are E.164, or digits as they were sent. */
export interface Look {
  /** The first hit; where there is none, the first doubt. */
  first(
    numbers: readonly string[],
    lists: readonly string[],
    more?: Pick<DncQuery, 'campaign' | 'wholeAccount'>,
  ): Hit | Doubt | undefined;
  /** The list that a name means: the one of that short name, else the first one of that campaign, else a list that is none. */
  meant(name: string): string;
  /** Every hit and every doubt, on every list there is. */
  everywhere(numbers: readonly string[]): { hits: Hit[]; doubts: Doubt[] };
  /** Why this list cannot be relied on just now; undefined where it can. */
  doubtOf(slug: string): Doubt | undefined;
  /** That it will soon be too old; undefined where it will not, and where it is already. */
  warningOf(slug: string): Warning | undefined;
}

/** True for a list that cannot tell. */
export function isDoubt(found: Hit | Doubt): found is Doubt {
  return 'why' in found;
}

/** Puts the parts together. */
export function createLook(parts: LookParts): Look {
  const { reads, now } = parts;
  return {
    first(numbers, lists, { campaign = '', wholeAccount = false } = {}) {
      let doubt: Doubt | undefined;
      const wide = wholeAccount ? reads.dncListsOf('') : [];
      const wanted = new Set([...lists, ...wide, ...(campaign === '' ? [] : reads.dncListsOf(campaign))]);
      for (const slug of wanted) {
        const found = onList(parts, slug, numbers);
        if (found && !isDoubt(found)) return found;
        doubt ??= found;
      }
      return doubt;
    },
    meant: (name) => (reads.dncStand(name) ? name : (reads.dncListsOf(campaignSlug(name))[0] ?? name)),
    everywhere(numbers) {
      const found = reads.dncLists().flatMap((slug) => onList(parts, slug, numbers) ?? []);
      return { hits: found.filter((each): each is Hit => !isDoubt(each)), doubts: found.filter(isDoubt) };
    },
    doubtOf(slug) {
      const list = reads.dncStand(slug);
      return list ? doubtOf(list, parts.segments, now()) : gone(slug);
    },
    warningOf(slug) {
      const list = reads.dncStand(slug);
      return list && warningOf(list, now());
    },
  };
}

/** A hit counts, however old the list is: a number is not taken off by a list's growing old. */
function onList(parts: LookParts, slug: string, numbers: readonly string[]): Hit | Doubt | undefined {
  const { reads, segments } = parts;
  const list = reads.dncStand(slug);
  if (!list) return gone(slug);
  const now = parts.now();
  const entry = reads.dncEntryOf(slug, isPlain(numbers) ? numbers : withWhole(numbers, ''), now);
  if (entry) return { list: slug, ...entry };
  const imported = list.segment && segments.hit(list.segment.id, asImported(numbers, list.segment.callingCode));
  if (list.segment && imported !== undefined && imported !== null) {
    const { reason, purpose, origin, at, file } = list.segment;
    const why = reason === '' ? `Imported from ${file}` : reason;
    return { list: slug, number: `+${imported}`, reason: why, purpose, origin, at, expiresAt: null };
  }
  const erased = list.erasedWith === undefined ? undefined : amongErased(parts, list, numbers);
  return erased ?? doubtOf(list, segments, now);
}

/**
 * A number as a file may hold it: its E.164 form; its digits where they may be one with the country code; and its digits in
 * the country of the file. So a lead that came with another region, or without one, is found all the same.
 */
export function asImported(numbers: readonly string[], callingCode: string): number[] {
  const international = numbers.some((number) => number.startsWith('+'));
  const found = new Set<number>();
  const find = (digits: string) => {
    const number = asNumber(digits);
    if (number !== undefined) found.add(number);
  };
  for (const number of numbers) {
    // Two zeros stand for the plus of a country code, one for a number of the country.
    const abroad = number.startsWith('00') ? number.replace(/^00+/, '') : number;
    if (number.startsWith('+') || !international || abroad.length >= 11) find(abroad);
    if (callingCode !== '' && !number.startsWith('+')) find(`${callingCode}${number.replace(/^0+/, '')}`);
  }
  return [...found];
}

/** A number and its E.164, as nearly every lead has: sent as in its country, or as that very one, it has no third form. */
function isPlain([sent = '', e164 = '', ...more]: readonly string[]): boolean {
  return more.length === 0 && e164.startsWith('+') && (sent.length < 11 || `+${sent}` === e164);
}

/** The numbers as they were given, and what a file may hold of them as E.164: entries are kept as one or the other. */
function withWhole(numbers: readonly string[], callingCode: string): string[] {
  return [...new Set([...numbers, ...asImported(numbers, callingCode).map((number) => `+${number}`)])];
}

function amongErased(parts: LookParts, list: StoredDncList, numbers: readonly string[]): Hit | Doubt | undefined {
  const { slug, erasedWith } = list;
  let key: Buffer | undefined;
  try {
    key = parts.key();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  // Another key would find nothing, and nobody would know.
  if (!key || keyName(key) !== erasedWith) {
    const says = `Erased entries of the DNC list ${slug} cannot be compared: the key that they were made with is not here.`;
    return { list: slug, why: 'locked', says };
  }
  for (const number of withWhole(numbers, list.segment?.callingCode ?? '')) {
    const entry = parts.reads.dncErased(slug, hashOf(number, key), parts.now());
    if (entry) return { list: slug, number, ...entry };
  }
  return undefined;
}

function gone(list: string): Doubt {
  return {
    list,
    why: 'gone',
    says: `There is no DNC list ${list} any more, so nobody knows whether the number is on it.`,
  };
}

function doubtOf(
  { slug, segment, kept, limitDays, freshAt }: StoredDncList,
  segments: LookParts['segments'],
  now: number,
) {
  const doubt = (why: Doubt['why'], says: string): Doubt => ({ list: slug, why, says });
  if (segment && !segments.get(segment.id)) {
    return doubt(
      'damaged',
      `The imported numbers of the DNC list ${slug} cannot be read (${segments.fault(segment.id)}). Import its file again.`,
    );
  }
  if (kept !== 'by-file' || limitDays === 0) return undefined;
  if (freshAt === null) return doubt('old', `No file was imported into the DNC list ${slug} yet.`);
  const days = Math.floor((now - freshAt) / DAY_MS);
  if (days <= limitDays) return undefined;
  return doubt(
    'old',
    `The DNC list ${slug} was last brought up to date ${days} days ago; its limit is ${limitDays} days.`,
  );
}

function warningOf({ slug, kept, limitDays, freshAt }: StoredDncList, now: number): Warning | undefined {
  if (kept !== 'by-file' || limitDays === 0 || freshAt === null) return undefined;
  const days = Math.floor((now - freshAt) / DAY_MS);
  const left = limitDays - days;
  if (left < 0 || left > Math.min(WARNED_DAYS, Math.ceil(limitDays / 4))) return undefined;
  const end = new Date(freshAt + (limitDays + 1) * DAY_MS).toISOString();
  const says = `The DNC list ${slug} was last brought up to date ${days} days ago. From ${isoWords(end)} on checks let no number pass, unless a newer file is imported before.`;
  return { why: 'soon', says };
}
