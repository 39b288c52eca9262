// The secrets by name: sealed in the database, open in memory, so that a call can take one at once.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Store } from '../store/ports.ts';
import { openSealer, type Sealer } from './sealing.ts';
import { SECRET_NAME } from './secret-names.ts';

/** A secret as a list shows it: never its value. `setAt` in milliseconds since 1970. */
export interface SecretEntry {
  name: string;
  setAt: number;
  setBy: string;
}

export interface Secrets {
  /** The value, or undefined where none is set. Synchronous: from memory. */
  get(name: string): string | undefined;
  /** Resolves once it is on disk. Fails with REQUEST_INVALID. */
  set(name: string, value: string, by: string): Promise<SecretEntry>;
  /** Fails with NOT_FOUND. */
  remove(name: string, by: string): Promise<void>;
  /** By name. */
  list(): SecretEntry[];
  /** The same seal, for secrets that other tables keep (a source's HMAC secret). */
  sealer: Sealer;
}

const LONGEST = 8192;

/** Opens the key file and every secret. Fails with SettingError where the key is missing or not the one they were sealed with. */
export async function createSecrets(options: {
  store: Pick<Store, 'write' | 'query'>;
  keyFile: string;
}): Promise<Secrets> {
  const { store, keyFile } = options;
  const { rows, sealedElsewhere } = (await store.query('secret.all', {})) as unknown as {
    rows: (SecretEntry & { sealed: string })[];
    sealedElsewhere: number;
  };
  const sealer = openSealer(keyFile, { mayCreate: rows.length === 0 && sealedElsewhere === 0 });
  const open = new Map<string, SecretEntry & { value: string }>();
  for (const { sealed, ...entry } of rows)
    open.set(entry.name, { ...entry, value: sealer.open(sealed, placeOf(entry.name)) });
  return {
    sealer,
    get: (name) => open.get(name)?.value,
    async set(name, value, by) {
      const text = readValue(name, value);
      const args: JsonObject = { name, sealed: sealer.seal(text, placeOf(name)), by };
      const entry = (await store.write('secret.set', args)) as unknown as SecretEntry;
      open.set(name, { ...entry, value: text });
      return entry;
    },
    async remove(name, by) {
      await store.write('secret.remove', { name, by });
      open.delete(name);
    },
    list: () =>
      [...open.values()]
        .map(({ name, setAt, setBy }) => ({ name, setAt, setBy }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function placeOf(name: string): string {
  return `secret:${name}`;
}

/** Outer blanks go: they come from pasting. Inside, only what an HTTP header can carry. */
function readValue(name: string, value: string): string {
  if (!SECRET_NAME.test(name)) {
    throw invalid(
      'name',
      'A secret is named in lower-case letters, digits, dots, hyphens and underscores, such as acme-token.',
    );
  }
  const text = value.trim();
  if (text === '') throw invalid('value', 'The secret is empty.');
  if (text.length > LONGEST) throw invalid('value', 'The secret is longer than 8 kB.');
  if (/\p{Cc}/u.test(text)) throw invalid('value', 'The secret holds a line break or another control character.');
  return text;
}

function invalid(field: string, says: string): Failure {
  return new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
}
