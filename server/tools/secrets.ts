// The secrets by name: sealed in the database, open in memory, each for the addresses that an admin gave it to.
import type { SecretReference } from '../../flows/language/secret-references.ts';
import type { Store } from '../store/ports.ts';
import type { KeyPlaces } from './key-ring.ts';
import { SealedSecrets } from './sealed-secrets.ts';
import type { Sealer } from './sealing.ts';

/** A secret as a list shows it: never its value. `setAt` in milliseconds since 1970. */
export interface SecretEntry {
  name: string;
  setAt: number;
  setBy: string;
  /** `scheme://host[:port]` of where it may be sent. */
  origins: string[];
  /** It cannot be opened with the keys that are here. */
  locked: boolean;
}

/** Where a secret is about to be sent. */
export interface SecretUse {
  /** Slug. */
  connection: string;
  origin: string;
}

export interface Secrets {
  /** The value, or undefined where none is set. Synchronous: from memory. */
  get(name: string): string | undefined;
  /** The value for a request. Fails with SECRETS_LOCKED, and SECRET_ELSEWHERE where no admin gave it to that address. */
  open(name: string, use: SecretUse): string | undefined;
  /** What stands for the value of a secret: another one with each value that it gets, the same after a rotation. '' where none is set. */
  stamp(name: string): string;
  /**
   * Resolves once it is on disk. `origins` are those of the connections that name it now. Fails with REQUEST_INVALID,
   * SECRETS_LOCKED where there is no key to seal it with.
   */
  set(name: string, value: string, by: string, origins?: readonly string[]): Promise<SecretEntry>;
  /**
   * Puts what a receiver gave in the place of the value that `stamp` stands for, on disk when it resolves. Answers the stamp of
   * the new value; undefined where another value has come meanwhile, which stays.
   */
  renew(name: string, value: string, at: { stamp: string; by: string }): Promise<string | undefined>;
  /** An admin has saved a connection: its secrets may go where it sends them, beside where they may go already. */
  bind(references: readonly SecretReference[], by: string): Promise<void>;
  /** Secrets from before there were bounds get those of the connections that name them. Once, at a start. */
  bindOld(references: () => readonly SecretReference[]): Promise<void>;
  /** Fails with NOT_FOUND. */
  remove(name: string, by: string): Promise<void>;
  /** By name. */
  list(): SecretEntry[];
  /** Why secrets cannot be opened, in words for an admin; undefined where all can. */
  locked: () => string | undefined;
  /** `listener` is called when secrets that were locked can be opened. */
  whenUnlocked(listener: () => void): void;
  /** Seals everything with a new key. Answers how many texts. Fails with SECRETS_LOCKED, REQUEST_INVALID. */
  rotate(by: string): Promise<{ sealed: number; where: string }>;
  /** A key of its own for another purpose, the same each time, also after a rotation. Fails with SECRETS_LOCKED. */
  derive(purpose: string): Buffer;
  /** The same seal, for secrets that other tables keep (a source's HMAC secret). */
  sealer: Sealer;
}

/**
 * Reads the keys and opens every secret. Where that cannot be done they are locked: nothing is sent, and what is accepted waits.
 * Fails with SettingError where the settings name no single key.
 */
export async function createSecrets(
  options: Partial<KeyPlaces> & Pick<KeyPlaces, 'keyFile'> & { store: Pick<Store, 'write' | 'query'> },
): Promise<Secrets> {
  const secrets = new SealedSecrets(options.store, { fromEnvironment: undefined, ...options });
  await secrets.load();
  await secrets.finishRotation();
  return secrets;
}
