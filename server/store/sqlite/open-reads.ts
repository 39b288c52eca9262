// Reads for a thread of its own, over its own connection: what long work on many leads looks up beside the leads on their way.
import { join } from 'node:path';
import type { ImportSettings } from '../import-ops.ts';
import type { PointReads } from '../point-reads.ts';
import { Database } from './database.ts';
import { campaignOf, metLead } from './lead-rows.ts';
import { pointReads } from './point-reads.ts';

/** The reads. They see what is committed. */
export interface OwnReads {
  reads: PointReads;
  /** The lead that one with this number would be a duplicate of. */
  met: (settings: ImportSettings, e164: string) => string | undefined;
  /** Whether leads of its own list are among those that duplicates are looked for in. */
  looksAtOwn: (settings: ImportSettings) => boolean;
  close: () => void;
}

/** Opens `leadflow.db` in the data folder. */
export function openReads(dataFolder: string): OwnReads {
  const db = new Database(join(dataFolder, 'leadflow.db'), { readOnly: true });
  return {
    reads: pointReads(db),
    met: (settings, e164) => metLead(db, e164, settings),
    looksAtOwn({ list, scope, scopeOf }) {
      if (scope === 'account' || scopeOf === '') return true;
      return scope === 'list' ? scopeOf === list : scopeOf === campaignOf(db, list);
    },
    close: () => db.close(),
  };
}
