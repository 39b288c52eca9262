// Seals short texts with AES-256-GCM, and opens what any of its keys has sealed.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Failure } from '../../flows/language/failures.ts';
import { type KeyRing, keyId } from './key-ring.ts';

/** Seals and opens texts. `place` says what the text is for; a sealed text opens only for the place it was sealed for. */
export interface Sealer {
  /** Fails with SECRETS_LOCKED where there is no key. */
  seal(text: string, place: string): string;
  /** Fails with SECRETS_LOCKED where the text was sealed with a key that is not here, for another place, or was changed. */
  open(sealed: string, place: string): string;
  /** A key of its own for another purpose, 32 bytes; the same each time. */
  derive(purpose: string): Buffer;
}

/** A seal over what the ring holds at the time: a rotation changes it under whoever has the sealer. */
export function createSealer(ring: () => KeyRing): Sealer {
  const there = (key: Buffer | undefined): Buffer => {
    if (key) return key;
    throw new Failure('SECRETS_LOCKED', { detail: ring().says });
  };
  return {
    // The oldest: while there are two, everything that was given out is of that one.
    derive: (purpose) =>
      createHmac('sha256', there(ring().keys.at(-1)))
        .update(purpose)
        .digest(),
    seal: (text, place) => seal(there(ring().keys[0]), text, place),
    open(sealed, place) {
      const [version, id = '', packed = ''] = sealed.split('.');
      const key = ring().keys.find((each) => keyId(each) === id);
      if (version !== 'v1' || !key) throw new Failure('SECRETS_LOCKED', { detail: missing(id, ring()) });
      try {
        return open(key, packed, place);
      } catch {
        const detail = `The sealed text of "${place}" in the database was changed or damaged. Set it again.`;
        throw new Failure('SECRETS_LOCKED', { detail });
      }
    },
  };
}

/** `v1.<first 8 digits of the key's hash>.<nonce, tag and text>`; a nonce of 96 random bits (NIST SP 800-38D 8.2.2). */
function seal(key: Buffer, text: string, place: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `v1.${keyId(key)}.${Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64url')}`;
}

function open(key: Buffer, packed: string, place: string): string {
  const bytes = Buffer.from(packed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28));
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
}

function missing(id: string, { where, says }: KeyRing): string {
  return says === '' ? `They were sealed with another key (${id}) than the one in ${where}.` : says;
}
