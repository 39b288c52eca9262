// What stands for a number once it was erased: whoever has the number and the key can ask for it, nobody can read it.
import { createHash, createHmac } from 'node:crypto';

/** What the key of the hashes is derived for. */
export const ERASED_KEY = 'dnc-erased';

/** HMAC-SHA-256 of a number (E.164, or digits as they were sent), Base64url. */
export function hashOf(number: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(number).digest('base64url');
}

/** Says which key it is without saying the key. */
export function keyName(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
