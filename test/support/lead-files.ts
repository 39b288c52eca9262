// Imports of leads at the writer, a row at a time and by a clock of the test's own, beside people and flows that touch the same leads.
import type { JsonObject } from '../../flows/language/document.ts';
import type { AdminCommands, AdminQueries } from '../../server/store/admin-ops.ts';
import type { ImportCounts, ImportSettings, ImportState, TakenFrom } from '../../server/store/import-ops.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { adminCommands } from '../../server/store/sqlite/commands/registry.ts';
import type { Database, Row } from '../../server/store/sqlite/database.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { queries } from '../../server/store/sqlite/queries/registry.ts';

type Met = ImportSettings['onDuplicate'];

/** What happens to leads, at `now`. */
export class LeadFiles {
  readonly db: Database;
  /** Milliseconds since 1970; each test moves it. */
  now = 1_800_000_000_000;
  #ids = 0;
  readonly #rows = new Map<string, number>();

  constructor(db: Database) {
    this.db = db;
  }

  /** Begins to import a file; answers its id. */
  begin(onDuplicate: Met, name = 'fair.csv'): string {
    const id = `00000000-0000-7000-8000-${String(++this.#ids).padStart(12, '0')}`;
    this.#do('leadImport.begin', { id, name, size: 1, etag: '', by: 'ann' });
    const settings = { list: 'default', status: 'NEW', source: 's', region: 'US', onDuplicate, scope: 'account' };
    const change = { state: 'checked', settings: { ...settings, scopeOf: '' } as ImportSettings, startedAt: this.now };
    this.#do('leadImport.set', { id, by: 'ann', from: ['receiving'], change: change as { state: ImportState } });
    this.again(id);
    return id;
  }

  /** Begins it, or begins it again once it was taken back. */
  again(id: string): void {
    this.#set(id, ['checked', 'cancelled'], 'importing');
    this.#rows.set(id, 0);
  }

  /** Its next row. */
  row(id: string, number: string, fields: JsonObject = {}, flags: string[] = []): void {
    const from = this.#rows.get(id) ?? 0;
    this.#rows.set(id, from + 1);
    const lead = { row: from + 1, phone: phoneOf(number), fields, raw: {}, flags };
    const more = { unreadable: 0, onDnc: 0, failed: 0 };
    this.#do('leadImport.chunk', { id, from, to: from + 1, leads: JSON.stringify([lead]), more, leftBytes: 0 });
  }

  /** Takes it back in parts of `limit`; answers what came of it. `cut`: after so many the process dies, and the next one takes it up. */
  cancel(id: string, { limit = 100, cut = 0 }: { limit?: number; cut?: number } = {}): Partial<ImportCounts> {
    this.#set(id, ['importing', 'done', 'cancelled'], 'taking-back');
    const begun: TakenFrom = { what: 'made', after: '' };
    let parts = 0;
    for (let from: TakenFrom | undefined = begun; from !== undefined; ) {
      from = this.#do('leadImport.takeBack', { id, from, limit }).from;
      parts += 1;
      if (parts === cut) from = begun;
    }
    this.#set(id, ['taking-back'], 'cancelled');
    return this.ask('leadImport.detail', { id })?.counts ?? {};
  }

  /** Its last row was taken. */
  end(id: string): void {
    this.#set(id, ['importing'], 'done');
  }

  /** Deletes the import, not its leads. */
  remove(id: string): void {
    while (!this.#do('leadImport.remove', { id, by: 'ann' }).done);
  }

  /** A flow keeps a lead; answers what it came to. */
  flow(number: string, more: { onDuplicate?: Met; received?: string; fields?: JsonObject } = {}): JsonObject {
    const lead = { list: 'default', status: 'NEW', phone: phoneOf(number), fields: {}, raw: {}, onDuplicate: 'skip' };
    const args = { ...lead, source: 's', flow: 'f', run: `r${++this.#ids}`, region: 'US', scope: 'account', ...more };
    return engineCommands['lead.create']?.(this.db, args, this.#moment()) as JsonObject;
  }

  /** A flow only asks whether there is a lead with this number; answers its id, null where it is gone by then. */
  find(number: string, meanwhile: () => void = () => undefined): string | null {
    const found = pointReads(this.db).knownLead({ list: 'default', phone: number, scope: 'account', scopeOf: '' });
    meanwhile();
    if (typeof found !== 'object') return found ?? null;
    const isThere = engineCommands['lead.met']?.(this.db, { lead: found.leadId }, this.#moment());
    return isThere === true ? found.leadId : null;
  }

  /** A person changes a lead. */
  edit(lead: string, change: { owner?: string; flags?: string[]; fields?: JsonObject }): void {
    this.#do('lead.change', { id: lead, by: 'bob', ...change });
  }

  /** The leads with a number, the oldest first; without those that were only received. */
  leads(number: string): (Row & { id: string })[] {
    const sql = 'SELECT * FROM lead WHERE phone = ? AND received IS NULL ORDER BY id';
    return this.db.all(sql, number) as (Row & { id: string })[];
  }

  /** Asks the store. */
  ask<N extends 'leadImport.detail' | 'leadImport.kept'>(name: N, args: AdminQueries[N]['args']) {
    return queries[name]?.(this.db, args) as AdminQueries[N]['result'];
  }

  #set(id: string, from: ImportState[], state: ImportState): void {
    this.#do('leadImport.set', { id, by: 'ann', from, change: { state } });
  }

  #do<N extends keyof AdminCommands>(op: N, args: AdminCommands[N]['args']): AdminCommands[N]['result'] {
    return adminCommands[op]?.(this.db, args as JsonObject, this.#moment()) as AdminCommands[N]['result'];
  }

  #moment() {
    return { now: this.now, newId: () => `10000000-0000-7000-8000-${String(++this.#ids).padStart(12, '0')}` };
  }
}

function phoneOf(number: string) {
  return { raw: number, e164: number, national: number.slice(2), valid: true, country: 'US' };
}
