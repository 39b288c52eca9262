// Puts a new key in the place of the one that everything is sealed with: at no moment is a text sealed with a key that is not kept.
import { Failure } from '../../flows/language/failures.ts';
import type { Store } from '../store/ports.ts';
import { ERASED_KEY } from './dnc/erased-hash.ts';
import { KEY_SETTING, type KeyPlaces, type KeyRing, keyId, newKey, writeKeyFile } from './key-ring.ts';
import type { Sealer } from './sealing.ts';

/** Everything that is sealed. */
export interface SealedTexts {
  secrets: { name: string; sealed: string; origins: string[] | null; setAt: number; setBy: string }[];
  /** HMAC secrets of sources. */
  sources: { id: string; name: string; sealed: string }[];
  /** Keys for other purposes that the newest key does not give any more, in Base64. */
  keys: { purpose: string; sealed: string }[];
}

/** What a rotation works on. */
export interface Rotation extends KeyPlaces {
  store: Pick<Store, 'write'>;
  /** Over the ring that `use` was given last. */
  sealer: Sealer;
  texts: () => Promise<SealedTexts>;
  ring: KeyRing;
  use: (ring: KeyRing) => void;
  /** Else the first key of the ring is the new one already: a rotation that was cut off goes on. */
  withNewKey: boolean;
  by: string;
}

/** Purposes of keys that must stay the same: addresses of callbacks that were given out are signed with one, and erased DNC entries are hashes of another. */
const LASTING = ['callbacks', ERASED_KEY];
/** Tries, where somebody seals something just then. */
const TRIES = 5;

/**
 * R1: both keys are in the file before the first text is sealed with the new one. R2: all texts are sealed anew in one
 * transaction. R3: the old key goes after that is on disk. A process that ends in between does the rest at its next start.
 * Answers how many texts. Fails with REQUEST_INVALID where the keys are not in a file.
 */
export async function resealAll(rotation: Rotation): Promise<number> {
  const { ring, withNewKey, keyFile, fromEnvironment, use, sealer } = rotation;
  if (withNewKey && fromEnvironment !== undefined) throw byHand();
  const lasting = LASTING.map((purpose) => ({ purpose, key: sealer.derive(purpose) }));
  const both = withNewKey ? { ...ring, keys: [newKey(), ...ring.keys] } : ring;
  const [newest] = both.keys;
  if (!newest) throw new Failure('SECRETS_LOCKED', { detail: ring.says });
  if (withNewKey) writeKeyFile(keyFile, both.keys);
  use(both);
  const sealed = await reseal(rotation, { id: keyId(newest), lasting });
  if (fromEnvironment === undefined) writeKeyFile(keyFile, [newest]);
  use({ ...both, keys: [newest] });
  return sealed;
}

async function reseal(
  { store, texts, sealer, by }: Rotation,
  { id, lasting }: { id: string; lasting: { purpose: string; key: Buffer }[] },
): Promise<number> {
  const again = (key: string, was: string, place: string) => ({
    key,
    was,
    sealed: sealer.seal(sealer.open(was, place), place),
  });
  for (let tries = 1; ; tries += 1) {
    const all = await texts();
    const secrets = all.secrets.map(({ name, sealed }) => again(name, sealed, `secret:${name}`));
    const sources = all.sources.map(({ id, sealed }) => again(id, sealed, 'source'));
    const keys = lasting.map(({ purpose, key }) => {
      return { key: purpose, was: '', sealed: sealer.seal(key.toString('base64'), `key:${purpose}`) };
    });
    try {
      await store.write('secret.reseal', { secrets, sources, keys, id, by });
      return secrets.length + sources.length;
    } catch (error) {
      if (tries === TRIES || !(error instanceof Failure && error.code === 'CHANGED_MEANWHILE')) throw error;
    }
  }
}

/** What the environment says only the operator can change. */
function byHand(): Failure {
  const says = `The key is given by ${KEY_SETTING}, which only you can change. Set it to a new key ("openssl rand -base64 32" makes one), a comma, and the key that it holds now; start Leadflow again, and take the old key away after that.`;
  return new Failure('REQUEST_INVALID', { detail: says });
}
