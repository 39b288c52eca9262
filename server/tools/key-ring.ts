// The keys that secrets are sealed with: from the environment or the key file of the data folder, the newest first.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SettingError } from '../config.ts';

/** What is known of the keys. */
export interface KeyRing {
  /** The first seals, all open. */
  readonly keys: readonly Buffer[];
  /** What a person calls the place: the path of the file, or the setting. */
  readonly where: string;
  /** Why there is no key that can be used, in words; '' where there is one. */
  readonly says: string;
}

/** Where the keys come from. */
export interface KeyPlaces {
  keyFile: string;
  /** LEADFLOW_SECRET_KEY: keys of 32 bytes in Base64, the newest first, commas between. */
  fromEnvironment: string | undefined;
}

/** What holds keys in the environment. */
export const KEY_SETTING = 'LEADFLOW_SECRET_KEY';
const KEY_BYTES = 32;

/** First 8 digits of its hash: says which key sealed a text without saying the key. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** A key, 32 random bytes. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Reads the keys. A missing file is made (0600) where `mayCreate`; a key is never made anew while sealed texts exist, for they
 * would be lost. A file that is missing or damaged is told in `says`. Fails with SettingError where the setting is malformed,
 * or both it and the file give a key.
 */
export function readKeyRing({ keyFile, fromEnvironment }: KeyPlaces, mayCreate: () => boolean): KeyRing {
  if (fromEnvironment !== undefined) {
    if (existsSync(keyFile))
      throw new SettingError(
        `Both ${KEY_SETTING} and the file ${keyFile} give a key for the secrets. Keep one: take the setting away, or put the key of the file behind the one of the setting, with a comma between, and move the file away.`,
      );
    const keys = fromEnvironment.split(',').map((text) => readKey(text));
    if (keys.some((key) => key === undefined))
      throw new SettingError(
        `${KEY_SETTING} takes a key of 32 bytes in Base64, as "openssl rand -base64 32" prints one; after a rotation the old one behind it, with a comma between.`,
      );
    return { keys: keys.flatMap((key) => key ?? []), where: KEY_SETTING, says: '' };
  }
  return fromFile(keyFile, mayCreate);
}

function fromFile(keyFile: string, mayCreate: () => boolean): KeyRing {
  const none = (says: string): KeyRing => ({ keys: [], where: keyFile, says });
  let text: string;
  try {
    text = readFileSync(keyFile, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ENOENT') return none(`The key file ${keyFile} cannot be read (${code}).`);
    if (!mayCreate()) return none(`The key file ${keyFile} is missing.`);
    const keys = [newKey()];
    writeKeyFile(keyFile, keys);
    return { keys, where: keyFile, says: '' };
  }
  const keys = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readKey(line));
  if (keys.length === 0 || keys.some((key) => key === undefined))
    return none(`The key file ${keyFile} does not hold a key of 32 bytes in Base64.`);
  return { keys: keys.flatMap((key) => key ?? []), where: keyFile, says: '' };
}

function readKey(text: string): Buffer | undefined {
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === KEY_BYTES ? key : undefined;
}

/** Writes the file as a whole: whoever reads it, also after a crash, finds the old keys or the new ones. */
export function writeKeyFile(keyFile: string, keys: readonly Buffer[]): void {
  const draft = `${keyFile}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, keys.map((key) => `${key.toString('base64')}\n`).join(''));
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, keyFile);
  const folder = openSync(dirname(keyFile), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
