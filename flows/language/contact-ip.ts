// IP addresses: the one form in which each is compared (RFC 5952), and whether it is one of the internet. Pure.
import type { ContactPart } from './contact.ts';
import { invalid, NO_PART } from './contact-texts.ts';

const LONGEST = 64;

/** Of several, as proxies write them, the first; a port is left out. */
export function readIp(raw: string): ContactPart {
  if (raw === '') return NO_PART;
  const first = (raw.split(',')[0] ?? '').trim();
  const text = first.length > LONGEST ? '' : withoutPort(first);
  const four = readFour(text);
  if (four) return judged(raw, four.join('.'), isPrivateFour(four));
  const six = readSix(text);
  if (!six) return invalid(raw, 'It is no IP address.');
  const mapped = mappedFour(six);
  if (mapped) return judged(raw, mapped.join('.'), isPrivateFour(mapped));
  return judged(raw, writeSix(six), isPrivateSix(six));
}

function judged(raw: string, normal: string, isPrivate: boolean): ContactPart {
  if (!isPrivate) return { raw, normal, valid: true, says: '' };
  return invalid(raw, 'It is an address of a private network, which nobody on the internet has.', normal);
}

function withoutPort(text: string): string {
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i.exec(text);
  if (bracketed) return bracketed[1] ?? '';
  return /^[\d.]+:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}

function readFour(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet < 256) ? octets : undefined;
}

/** Eight groups. */
function readSix(text: string): number[] | undefined {
  const zone = text.indexOf('%');
  const halves = (zone < 0 ? text : text.slice(0, zone)).toLowerCase().split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  if (!tail) return head.length === 8 ? head : undefined;
  const gap = 8 - head.length - tail.length;
  return gap < 1 ? undefined : [...head, ...Array.from({ length: gap }, () => 0), ...tail];
}

function groupsOf(half: string): number[] | undefined {
  if (half === '') return [];
  const groups: number[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    const four = index === parts.length - 1 ? readFour(part) : undefined;
    if (four) groups.push((four[0] ?? 0) * 256 + (four[1] ?? 0), (four[2] ?? 0) * 256 + (four[3] ?? 0));
    else if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups.length > 8 ? undefined : groups;
}

function mappedFour(six: readonly number[]): number[] | undefined {
  if (!six.slice(0, 5).every((group) => group === 0) || six[5] !== 0xffff) return undefined;
  return [six[6] ?? 0, six[7] ?? 0].flatMap((group) => [group >> 8, group & 255]);
}

/** The longest run of zeros, the first of equal ones, is written as `::`. */
function writeSix(six: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (six[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const written = six.map((group) => group.toString(16));
  if (best.at < 0) return written.join(':');
  return `${written.slice(0, best.at).join(':')}::${written.slice(best.at + best.length).join(':')}`;
}

/** RFC 6890: this network, private, shared, loopback, link-local, multicast and reserved. */
function isPrivateFour([a = 0, b = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 169 && b === 254) return true;
  if (a === 172 && b >= 16 && b < 32) return true;
  return (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128);
}

function isPrivateSix(six: readonly number[]): boolean {
  const [first = 0] = six;
  const isOfNobody = six.slice(0, 7).every((group) => group === 0) && (six[7] ?? 0) < 2;
  return isOfNobody || first >> 9 === 0x7e || first >> 6 === 0x3fa || first >> 8 === 0xff;
}
