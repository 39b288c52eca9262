// Leads for loads: every number of a range is unique, can exist, and asks the simulator for nothing special.

/** The lead with this index (0 to 7,700,000), as a source would send it. */
export function leadOf(index: number): Record<string, string> {
  return {
    first_name: 'Ann',
    last_name: `Lee ${index}`,
    phone_number: phoneOf(index),
    email: `ann.${index}@example.com`,
    state: 'CA',
    source: 'load',
  };
}

/** Exchanges that are in use by people: not 211 to 911, and not the fictional 555. */
const EXCHANGES = Array.from({ length: 800 }, (_, n) => 200 + n).filter((each) => each % 100 !== 11 && each !== 555);
/** Lines 0000 to 0199 are left out: some of them make the simulator misbehave. */
const LINES = 9_800;

/** The phone number with this index, E.164. */
export function phoneOf(index: number): string {
  const exchange = EXCHANGES[Math.floor(index / LINES)];
  if (exchange === undefined) throw new RangeError(`There are no more phone numbers at ${index}.`);
  return `+1310${exchange}${String(200 + (index % LINES)).padStart(4, '0')}`;
}
