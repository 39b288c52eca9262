// Looks after the DNC lists: somebody is told some days before one grows too old, and once one cannot be relied on.
import { type AdminStore, change } from '../store/admin-ops.ts';
import type { PointReads } from '../store/point-reads.ts';
import type { Look } from '../tools/dnc/look.ts';

/** Between two looks, milliseconds. */
const EVERY_MS = 600_000;
/** A list that is new has no file yet, and who made it knows that. */
const NEW_MS = 86_400_000;

/** What it works with. */
export interface DncWatchParts {
  store: AdminStore;
  reads: Pick<PointReads, 'dncLists' | 'dncStand'>;
  look: Pick<Look, 'doubtOf' | 'warningOf'>;
  now: () => number;
  log: { warn(fields: object, message: string): void };
}

/** Looks now and every ten minutes. What it answers ends that. */
export function watchDncLists(parts: DncWatchParts): () => void {
  const look = (): void =>
    void warnOfDncLists(parts).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'DNC lists could not be looked after');
    });
  look();
  const timer = setInterval(look, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** One look: each list that needs somebody is an incident, once for what is the matter with it. */
export async function warnOfDncLists({ store, reads, look, now }: DncWatchParts): Promise<void> {
  for (const slug of reads.dncLists()) {
    const list = reads.dncStand(slug);
    const found = look.doubtOf(slug) ?? look.warningOf(slug);
    if (!list || !found || (list.freshAt === null && now() < list.createdAt + NEW_MS)) continue;
    const { why, says } = found;
    // What was told of the same file is not told again; the writer decides, so that two looks tell it once.
    await change(store, 'dncList.warn', { slug, why, says, of: `${why} ${list.freshAt ?? 'never'}` });
  }
}
