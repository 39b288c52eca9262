// Puts the imports of leads together out of the parts of a process.
import { statfs } from 'node:fs/promises';
import type { ExpressionPool } from '../expression/pool.ts';
import type { AdminStore } from '../store/admin-ops.ts';
import { newId } from '../store/ids.ts';
import { ERASED_KEY } from '../tools/dnc/erased-hash.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { LeadImports } from './imports.ts';

/** Long enough for a full disk not to be asked all the time. */
const AGAIN_MS = 5000;

/** The parts of a process that imports need. `data` is the data folder. */
export interface ImportNeeds {
  data: string;
  store: AdminStore;
  workspace: Pick<Workspace, 'adaptor'>;
  pool: Pick<ExpressionPool, 'evaluate'>;
  secrets: { derive: (use: string) => Buffer };
  log: { error: (fields: object, says: string) => void };
  againMs?: number;
}

/** Nothing that an earlier process left is taken up before `start`. */
export function openLeadImports(needs: ImportNeeds): LeadImports {
  const { data, store, workspace, pool, secrets, log, againMs = AGAIN_MS } = needs;
  return new LeadImports({
    data,
    store,
    adaptor: (slug) => workspace.adaptor(slug),
    pool: (text, input, moment) => pool.evaluate(text, input, moment),
    key: () => secrets.derive(ERASED_KEY),
    async freeBytes() {
      const { bavail, bsize } = await statfs(data);
      return bavail * bsize;
    },
    now: Date.now,
    newId,
    againMs,
    onError: (error, says) => log.error({ err: error }, says),
  });
}
