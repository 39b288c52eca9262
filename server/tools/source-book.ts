// The sources as intake looks them up, with signing secrets opened.
import type { SourceBook } from '../intake/sources.ts';
import type { PointReads, StoredSource } from '../store/ports.ts';
import type { Sealer } from './sealing.ts';

/** What a source's signing secret is sealed for; another place's seal does not open here. */
const PLACE = 'source';

/** Seals the signing secret of a source, as `sourceBook` opens it. */
export function sealSourceSecret(plain: string, sealer: Sealer): string {
  return sealer.seal(plain, PLACE);
}

/** Look-ups straight from the database: a paused source, or a new key, counts from the next request on. */
export function sourceBook(reads: Pick<PointReads, 'sourceByKey' | 'signingSources'>, sealer: Sealer): SourceBook {
  const facts = ({ secret: _secret, ...source }: StoredSource) => source;
  return {
    byKeyHash(hash) {
      const source = reads.sourceByKey(hash);
      return source && facts(source);
    },
    signing: (flow) =>
      reads
        .signingSources(flow)
        .flatMap((source) =>
          source.secret === null ? [] : [{ ...facts(source), secret: sealer.open(source.secret, PLACE) }],
        ),
  };
}
