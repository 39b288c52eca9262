// What imports of leads are made of.
import type { AdaptorDocument, Json } from '../../flows/language/document.ts';
import type { AdminStore } from '../store/admin-ops.ts';
import type { StagedBytes } from '../tools/staged-bytes.ts';

/** The parts, as one process has them. */
export interface ImportParts {
  /** The data folder. */
  data: string;
  store: AdminStore;
  staged: StagedBytes;
  /** The saved adaptor of a name. */
  adaptor: (slug: string) => { document: AdaptorDocument } | undefined;
  /** Evaluates what the total subset does not hold. */
  pool: (text: string, input: object, moment: { now: number; random: number }) => Promise<Json | undefined>;
  /** The key that erased DNC entries are hashed with. Fails with SECRETS_LOCKED. */
  key: () => Buffer;
  /** Bytes that are free on the disk of the data folder. */
  freeBytes: () => Promise<number>;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: (now: number) => string;
  /** Between two tries of what the disk or the store does not take for now, milliseconds. */
  againMs: number;
  onError: (error: unknown, says: string) => void;
}
