// Makes ids that sort by time.
import { randomUUID } from 'node:crypto';

/**
 * A UUIDv7 (RFC 9562 section 5.7) as text: 48 bits of milliseconds, then random. Ids of one millisecond are in no order.
 */
export function newId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  // randomUUID draws from a pool and costs a tenth of asking the system each time; its first digits and version go. Joined, it is
  // one piece: a text that is kept as its pieces makes what holds it twice as dear to write to JSON.
  return [time.slice(0, 8), '-', time.slice(8), '-7', randomUUID().slice(15)].join('');
}

/**
 * The id of the lead that a row of an import makes: the same whenever it is made, and in the order of the rows. `import` is
 * the id of the import, whose last digits tell it from others of the same millisecond.
 */
export function importedId(startedAt: number, { import: id, row }: { import: string; row: number }): string {
  const time = startedAt.toString(16).padStart(12, '0');
  const own = id.slice(-6);
  const place = row.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${own.slice(0, 3)}-8${own.slice(3)}-${place}`;
}
