// The secrets of one process: opened with the keys at hand, or locked until the right key has come.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { SecretReference } from '../../flows/language/secret-references.ts';
import type { Store } from '../store/ports.ts';
import { type KeyPlaces, type KeyRing, readKeyRing } from './key-ring.ts';
import { createSealer, type Sealer } from './sealing.ts';
import { readSecret } from './secret-names.ts';
import { resealAll, type SealedTexts } from './secret-rotation.ts';
import type { SecretEntry, Secrets, SecretUse } from './secrets.ts';

type Kept = Omit<SecretEntry, 'locked' | 'origins'> & {
  sealed: string;
  /** Null: set before there were bounds. */
  origins: string[] | null;
  value: string | undefined;
  /** Another number with each value: a text that was only sealed anew keeps its own. */
  stamp: string;
};

/** How often it is looked whether the right key has come, milliseconds. */
const LOOK_AGAIN_MS = 5000;
/** How often a renewed value is written again that was sealed anew under the writer's hands. */
const TRIES = 3;

/** As `Secrets` says, once `load` has resolved. */
export class SealedSecrets implements Secrets {
  readonly #store: Pick<Store, 'write' | 'query'>;
  readonly #places: KeyPlaces;
  readonly #kept = new Map<string, Kept>();
  /** What outlives a rotation: purpose -> key. */
  readonly #derived = new Map<string, Buffer>();
  readonly #listeners: (() => void)[] = [];
  readonly sealer: Sealer;
  #ring: KeyRing = { keys: [], where: '', says: '' };
  #locked: string | undefined;
  #stamps = 0;
  /** Ends with the rotation that is under way. */
  #rotation: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Pick<Store, 'write' | 'query'>, places: KeyPlaces) {
    this.#store = store;
    this.#places = places;
    const sealer = createSealer(() => this.#ring);
    this.sealer = { ...sealer, derive: (purpose) => this.#derived.get(purpose) ?? sealer.derive(purpose) };
  }

  /** Reads keys and texts anew. */
  async load(): Promise<void> {
    const texts = await this.#texts();
    this.#ring = readKeyRing(this.#places, () => texts.secrets.length === 0 && texts.sources.length === 0);
    const faults: string[] = [];
    const tried = (sealed: string, place: string): string | undefined => {
      try {
        return this.sealer.open(sealed, place);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        faults.push(error.detail ?? error.message);
        return undefined;
      }
    };
    const before = new Map(this.#kept);
    this.#kept.clear();
    for (const row of texts.secrets) {
      const value = tried(row.sealed, placeOf(row.name));
      this.#kept.set(row.name, { ...row, value, stamp: this.#stampOf(value, before.get(row.name)) });
    }
    for (const { sealed } of texts.sources) tried(sealed, 'source');
    this.#derived.clear();
    const [fault] = faults;
    for (const { purpose, sealed } of fault === undefined ? texts.keys : []) {
      const text = tried(sealed, `key:${purpose}`);
      if (text !== undefined) this.#derived.set(purpose, Buffer.from(text, 'base64'));
    }
    this.#lock(this.#ring.says || fault);
  }

  /** A rotation that the end of a process cut off, or that put a new key before an old one in the setting, is done now. */
  async finishRotation(): Promise<void> {
    if (this.#locked === undefined && this.#ring.keys.length > 1) await this.#reseal('system', false);
  }

  #lock(says: string | undefined): void {
    const was = this.#locked;
    this.#locked = says === undefined || says === '' ? undefined : says;
    clearTimeout(this.#timer);
    if (this.#locked !== undefined) this.#timer = setTimeout(() => this.#look(), LOOK_AGAIN_MS).unref();
    else if (was !== undefined) for (const listener of this.#listeners) listener();
  }

  #look(): void {
    this.load().catch(() => {
      this.#timer = setTimeout(() => this.#look(), LOOK_AGAIN_MS).unref();
    });
  }

  async #texts(): Promise<SealedTexts> {
    return (await this.#store.query('secret.all', {})) as unknown as SealedTexts;
  }

  get(name: string): string | undefined {
    return this.#kept.get(name)?.value;
  }

  open(name: string, { connection, origin }: SecretUse): string | undefined {
    if (this.#locked !== undefined) throw new Failure('SECRETS_LOCKED', { detail: this.#locked });
    const kept = this.#kept.get(name);
    if (kept?.origins?.includes(origin) !== false) return kept?.value;
    const may = kept.origins.length === 0 ? 'to no address yet' : `only to ${kept.origins.join(', ')}`;
    const detail = `Connection ${connection} would send the secret "${name}" to ${origin}, and it may go ${may}.`;
    throw new Failure('SECRET_ELSEWHERE', { detail });
  }

  stamp(name: string): string {
    return this.#kept.get(name)?.stamp ?? '';
  }

  #stampOf(value: string | undefined, before: Kept | undefined): string {
    if (before && value !== undefined && before.value === value) return before.stamp;
    this.#stamps += 1;
    return String(this.#stamps);
  }

  async set(name: string, value: string, by: string, origins: readonly string[] = []): Promise<SecretEntry> {
    const text = readSecret(name, value);
    const sealed = this.sealer.seal(text, placeOf(name));
    const args: JsonObject = { name, sealed, by, origins: [...new Set(origins)].filter(Boolean).sort() };
    const entry = (await this.#store.write('secret.set', args)) as unknown as Omit<SecretEntry, 'locked'>;
    this.#kept.set(name, { ...entry, sealed, value: text, stamp: this.#stampOf(text, this.#kept.get(name)) });
    if (this.#locked !== undefined) await this.load();
    return { ...entry, locked: false };
  }

  async renew(name: string, value: string, { stamp, by }: { stamp: string; by: string }): Promise<string | undefined> {
    const text = readSecret(name, value);
    for (let tries = 1; ; tries += 1) {
      await this.#rotation;
      const kept = this.#kept.get(name);
      if (kept?.stamp !== stamp) return undefined;
      const sealed = this.sealer.seal(text, placeOf(name));
      const args = { name, was: kept.sealed, sealed, by };
      const { renewed } = (await this.#store.write('secret.renew', args)) as { renewed: boolean };
      if (renewed) {
        const next = this.#stampOf(text, undefined);
        this.#kept.set(name, { ...kept, sealed, value: text, stamp: next });
        return next;
      }
      // The same value was sealed anew meanwhile, or an admin has put another in its place: what is on disk says which.
      if (tries === TRIES)
        throw new Failure('STORE_UNAVAILABLE', { detail: `The secret "${name}" could not be renewed.` });
      await this.#rotation;
      await this.load();
    }
  }

  async bind(references: readonly SecretReference[], by: string): Promise<void> {
    const bounds = [...Map.groupBy(references, ({ name }) => name)].flatMap(([name, list]) => {
      const known = this.#kept.get(name)?.origins ?? [];
      const origins = [...new Set([...known, ...list.map(({ origin }) => origin)])].filter(Boolean).sort();
      return !this.#kept.has(name) || origins.length === known.length ? [] : [{ name, origins }];
    });
    await this.#bound(bounds, by);
  }

  async bindOld(references: () => readonly SecretReference[]): Promise<void> {
    const old = [...this.#kept.values()].filter(({ origins }) => origins === null);
    if (old.length === 0) return;
    const all = references();
    const bounds = old.map(({ name }) => ({
      name,
      origins: all.filter((each) => each.name === name).map(({ origin }) => origin),
    }));
    await this.#bound(bounds, 'system');
  }

  async #bound(bounds: { name: string; origins: string[] }[], by: string): Promise<void> {
    if (bounds.length === 0) return;
    await this.#store.write('secret.bind', { bounds, by });
    for (const { name, origins } of bounds) {
      const kept = this.#kept.get(name);
      if (kept) this.#kept.set(name, { ...kept, origins });
    }
  }

  async remove(name: string, by: string): Promise<void> {
    await this.#store.write('secret.remove', { name, by });
    this.#kept.delete(name);
    if (this.#locked !== undefined) await this.load();
  }

  list(): SecretEntry[] {
    return [...this.#kept.values()]
      .map(({ name, setAt, setBy, origins, value }) => {
        return { name, setAt, setBy, origins: origins ?? [], locked: value === undefined };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  readonly locked = (): string | undefined => this.#locked;

  /** While they are locked, a wrong key would give another: nobody must sign with that. */
  derive(purpose: string): Buffer {
    if (this.#locked !== undefined) throw new Failure('SECRETS_LOCKED', { detail: this.#locked });
    return this.sealer.derive(purpose);
  }

  whenUnlocked(listener: () => void): void {
    this.#listeners.push(listener);
  }

  rotate(by: string): Promise<{ sealed: number; where: string }> {
    const rotated = this.#rotation.then(() => this.#reseal(by, true));
    this.#rotation = rotated.catch(() => undefined);
    return rotated;
  }

  async #reseal(by: string, withNewKey: boolean): Promise<{ sealed: number; where: string }> {
    if (this.#locked !== undefined) throw new Failure('SECRETS_LOCKED', { detail: this.#locked });
    const sealed = await resealAll({
      ...this.#places,
      store: this.#store,
      sealer: this.sealer,
      texts: () => this.#texts(),
      ring: this.#ring,
      use: (ring) => {
        this.#ring = ring;
      },
      withNewKey,
      by,
    });
    await this.load();
    return { sealed, where: this.#ring.where };
  }
}

/** What the text of a secret is sealed for. */
function placeOf(name: string): string {
  return `secret:${name}`;
}
