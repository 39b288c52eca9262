// Deletes what is kept of imports beside their leads: files that nothing needs any more, and what a crash left of a removal.
import { existsSync, rmSync } from 'node:fs';
import { Failure } from '../../flows/language/failures.ts';
import { ask, change } from '../store/admin-ops.ts';
import type { LeadImportRow } from '../store/import-ops.ts';
import type { ImportParts } from './parts.ts';

/** Fails with CHANGED_MEANWHILE while the import is under way: whatever it is, it may still need the file. */
export class Forgetting {
  readonly #parts: Pick<ImportParts, 'store' | 'staged'>;

  constructor(parts: Pick<ImportParts, 'store' | 'staged'>) {
    this.#parts = parts;
  }

  /** Deletes the file that was sent: it cannot be imported again. Fails with NOT_FOUND where it is gone already. */
  async file(id: string, by: string): Promise<LeadImportRow> {
    const { store, staged } = this.#parts;
    const path = staged.path(id);
    const isThere = existsSync(path);
    const found = await change(store, 'leadImport.forget', { id, what: isThere ? 'file' : 'nothing', by });
    if (!isThere) throw new Failure('NOT_FOUND', { detail: 'Its file is gone already.' });
    rmSync(path, { force: true });
    return found;
  }

  /** Deletes the rows that were not imported, and the list of problems. */
  async left(id: string, by: string): Promise<LeadImportRow> {
    const found = await change(this.#parts.store, 'leadImport.forget', { id, what: 'rows', by });
    this.#parts.staged.forgetMade(id);
    return found;
  }

  /** Forgets the import, as much at a time as the writer can do beside leads. Fails with NOT_FOUND, IN_USE. */
  async import(id: string, by: string): Promise<void> {
    for (let done = false; !done; ) ({ done } = await change(this.#parts.store, 'leadImport.remove', { id, by }));
  }

  /** What a process that ended in between left: leads as they were before imports that are no more, and files of others that are done. */
  async rest(files: readonly string[]): Promise<void> {
    const { store, staged } = this.#parts;
    for (const id of await ask(store, 'leadImport.ownerless', {})) await this.import(id, '');
    for (const id of files) {
      const found = await ask(store, 'leadImport.detail', { id });
      if (!found) staged.removeBytes(id);
      else if (found.state === 'done') rmSync(staged.path(id), { force: true });
    }
  }
}
