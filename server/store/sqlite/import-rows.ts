// The row of an import of leads, as commands and queries read it.
import type { ImportCounts, ImportState, LeadImportRow } from '../import-ops.ts';
import type { Database, Row } from './database.ts';

const NONE: ImportCounts = {
  created: 0,
  updated: 0,
  duplicates: 0,
  unreadable: 0,
  onDnc: 0,
  failed: 0,
  removed: 0,
  putBack: 0,
  kept: 0,
};

/** Whether leads that the import made are there. */
export function hasLeads(db: Database, id: string): boolean {
  return db.get('SELECT 1 FROM lead WHERE import = ? LIMIT 1', id) !== undefined;
}

/** The import with this id; undefined where there is none. */
export function importOf(db: Database, id: string): LeadImportRow | undefined {
  const row = db.get('SELECT * FROM lead_import WHERE id = ?', id);
  return row && importRow(row);
}

/** A row of the table, read. */
export function importRow(row: Row): LeadImportRow {
  return {
    id: String(row.id),
    state: String(row.state) as ImportState,
    name: String(row.name),
    size: Number(row.size),
    etag: String(row.etag),
    sha256: String(row.sha256),
    by: String(row.by_whom),
    at: Number(row.at),
    startedAt: row.started_at === null ? null : Number(row.started_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    done: Number(row.done),
    counts: { ...NONE, ...(JSON.parse(String(row.counts)) as Partial<ImportCounts>) },
    file: jsonOf<LeadImportRow['file']>(row.file),
    settings: jsonOf<LeadImportRow['settings']>(row.settings),
    mapping: jsonOf<LeadImportRow['mapping']>(row.mapping),
    report: reportOf(row),
    says: String(row.says),
    left: { bytes: Number(row.left_bytes), rows: JSON.parse(String(row.left_rows)) as number[] },
  };
}

/** A report of before they were counted has no e-mail addresses that are not valid. */
function reportOf(row: Row): LeadImportRow['report'] {
  const report = jsonOf<NonNullable<LeadImportRow['report']>>(row.report);
  return report && { ...report, badEmails: report.badEmails ?? 0 };
}

function jsonOf<T>(value: Row[string] | undefined): T | null {
  return typeof value === 'string' ? (JSON.parse(value) as T) : null;
}
