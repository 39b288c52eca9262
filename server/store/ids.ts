// Makes ids that sort by time.
import { randomFillSync } from 'node:crypto';

/**
 * A UUIDv7 (RFC 9562 section 5.7) as text: 48 bits of milliseconds, then random. Ids of one millisecond are in no order.
 */
export function newId(now: number): string {
  const bytes = Buffer.allocUnsafe(16);
  randomFillSync(bytes, 6);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
