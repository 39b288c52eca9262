// A lead's number is read by several steps: the last thousand readings are kept.
import type { Json } from '../../flows/language/document.ts';
import type { Phone } from '../../nodes/tools.ts';
import { readPhone } from './read-phone.ts';

const KEPT = 1000;

/** A phone reader that keeps its last readings. Answers are shared: callers must not change them. */
export function rememberPhones(): (raw: Json, region: string) => Phone {
  const kept = new Map<string, Phone>();
  let last: { raw: Json; region: string; phone: Phone } | undefined;
  const remembered = (raw: Json, region: string): Phone => {
    const name = `${region} ${typeof raw} ${String(raw)}`;
    const known = kept.get(name);
    if (known) return known;
    const phone = Object.freeze(readPhone(raw, region));
    if (kept.size >= KEPT) for (const oldest of kept.keys()) if (kept.size > KEPT / 2) kept.delete(oldest);
    kept.set(name, phone);
    return phone;
  };
  return (raw, region) => {
    // Steps that follow each other mostly ask for the same one.
    if (last?.raw !== raw || last.region !== region) last = { raw, region, phone: remembered(raw, region) };
    return last.phone;
  };
}
