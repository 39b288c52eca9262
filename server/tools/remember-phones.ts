// A lead's number is read by several steps: the last thousand readings are kept.
import type { Json } from '../../flows/language/document.ts';
import type { Phone } from '../../nodes/tools.ts';
import { readPhone } from './read-phone.ts';

const KEPT = 1000;

/** A phone reader that keeps its last readings. Answers are shared: callers must not change them. */
export function rememberPhones(): (raw: Json, region: string) => Phone {
  const kept = new Map<string, Phone>();
  return (raw, region) => {
    const name = `${region} ${typeof raw} ${String(raw)}`;
    const known = kept.get(name);
    if (known) return known;
    const phone = Object.freeze(readPhone(raw, region));
    if (kept.size >= KEPT) for (const oldest of kept.keys()) if (kept.size > KEPT / 2) kept.delete(oldest);
    kept.set(name, phone);
    return phone;
  };
}
