// Makes the random keys that we hand out, and the hashes that we keep of them.
import { createHash, randomBytes } from 'node:crypto';

/** `prefix` followed by 32 random bytes as base64url. The prefix lets a person, or a secret scanner, see what it is. */
export function newKey(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** SHA-256 of a key, hexadecimal. Enough for a key of 256 random bits; passwords go through scrypt. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
