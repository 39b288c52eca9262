// Seals short texts with AES-256-GCM under the key file of the data folder.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { SettingError } from '../config.ts';

/** Seals and opens texts. `place` says what the text is for; a sealed text opens only for the place it was sealed for. */
export interface Sealer {
  seal(text: string, place: string): string;
  /** Fails with SettingError where the text was sealed with another key, for another place, or was changed. */
  open(sealed: string, place: string): string;
  /** A key of its own for another purpose, 32 bytes; the same each time. */
  derive(purpose: string): Buffer;
}

const KEY_BYTES = 32;

/**
 * Reads the key file, or makes it (0600) where `mayCreate`. A key is never made anew while sealed texts exist: they would
 * be lost. Fails with SettingError, naming the file.
 */
export function openSealer(keyFile: string, { mayCreate }: { mayCreate: boolean }): Sealer {
  const key = readKey(keyFile) ?? (mayCreate ? makeKey(keyFile) : missing(keyFile));
  const id = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest(),
    seal(text, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${id}.${Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, sealedWith, packed = ''] = sealed.split('.');
      if (version !== 'v1' || sealedWith !== id) {
        throw new SettingError(
          `The secrets in the database were sealed with another key than ${keyFile}. Put back the key file that belongs to this database.`,
        );
      }
      const bytes = Buffer.from(packed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28));
      try {
        return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new SettingError(`The sealed text of "${place}" in the database was changed or damaged. Set it again.`);
      }
    },
  };
}

function readKey(keyFile: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(keyFile, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SettingError(`The key file ${keyFile} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new SettingError(`The key file ${keyFile} does not hold a key of 32 bytes in Base64.`);
  return key;
}

/** `wx`: of two starts at once only one makes the key. */
function makeKey(keyFile: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  const file = openSync(keyFile, 'wx', 0o600);
  writeSync(file, `${key.toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
  return key;
}

function missing(keyFile: string): never {
  throw new SettingError(
    `The key file ${keyFile} is missing, and the database holds secrets sealed with it. Put it back from your backup.`,
  );
}
