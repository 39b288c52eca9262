// The sources as intake looks them up, with signing secrets opened.
import type { SourceBook, SourceFacts } from '../intake/sources.ts';
import type { PointReads, StoredSource } from '../store/point-reads.ts';
import type { Store } from '../store/ports.ts';
import type { Sealer } from './sealing.ts';

/** What a source's signing secret is sealed for; another place's seal does not open here. */
const PLACE = 'source';

/** Seals the signing secret of a source, as `sourceBook` opens it. */
export function sealSourceSecret(plain: string, sealer: Sealer): string {
  return sealer.seal(plain, PLACE);
}

/** Sources kept in memory at most. */
const KEPT = 1000;

/** Look-ups that remember the sources they found. `forget` is called after every change of a source, which then counts. */
export function sourceBook(
  reads: Pick<PointReads, 'sourceByKey' | 'signingSources'>,
  sealer: Sealer,
): SourceBook & { forget: () => void } {
  const facts = ({ secret: _secret, ...source }: StoredSource) => source;
  const known = new Map<string, SourceFacts>();
  const signing = new Map<string, ReturnType<SourceBook['signing']>>();
  return {
    byKeyHash(hash) {
      const remembered = known.get(hash);
      if (remembered) return remembered;
      const stored = reads.sourceByKey(hash);
      if (!stored) return undefined;
      if (known.size >= KEPT) known.clear();
      const source = facts(stored);
      known.set(hash, source);
      return source;
    },
    signing(flow) {
      const remembered = signing.get(flow);
      if (remembered) return remembered;
      const opened = reads
        .signingSources(flow)
        .flatMap((source) =>
          source.secret === null ? [] : [{ ...facts(source), secret: sealer.open(source.secret, PLACE) }],
        );
      signing.set(flow, opened);
      return opened;
    },
    forget() {
      known.clear();
      signing.clear();
    },
  };
}

/** The store as the admin API writes to it: a change of a source is known to intake when the API has answered. */
export function forgettingStore<S extends Pick<Store, 'write'>>(store: S, book: { forget: () => void }): S {
  const write: Store['write'] = async (op, args) => {
    const done = await store.write(op, args);
    if (op.startsWith('source.')) book.forget();
    return done;
  };
  return { ...store, write };
}
