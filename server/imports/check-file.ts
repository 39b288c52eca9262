// What a file would do, before it does: the whole of it is judged, and nothing is kept but the list of its problems.
import type { ImportReport } from '../store/import-ops.ts';
import type { OwnReads } from '../store/sqlite/open-reads.ts';
import { type JudgedRow, type Judging, judgeRows } from './judge-rows.ts';
import { NumberSet } from './number-set.ts';
import { RowsFile } from './rows-file.ts';

/** Problems that a report holds; all of them are in the file beside it. */
const SHOWN = 100;

/** What a check is given beside what it judges by. */
export interface Checking {
  judging: Judging;
  reads: OwnReads;
  /** Where the problems are written, as CSV. */
  problems: string;
  /** Hears of the rows so far. */
  progress: (rows: number) => void;
}

/** Reads all of it. Throws UnreadableText, and what the disk says. */
export async function checkFile({ judging, reads, problems, progress }: Checking): Promise<ImportReport> {
  const count = new Counting(judging, reads);
  const out = new RowsFile(problems, judging.file);
  try {
    await out.begin();
    for await (const rows of judgeRows(judging)) {
      for (const row of rows) {
        count.take(row);
        if (row.problems.length > 0) await out.write(row.row, row.problems);
      }
      progress(count.report.rows);
    }
    await out.save();
  } finally {
    await out.close();
  }
  return count.report;
}

class Counting {
  readonly #judging: Judging;
  readonly #reads: OwnReads;
  readonly #met: boolean;
  readonly #numbers = new NumberSet();
  readonly report: ImportReport = {
    rows: 0,
    created: 0,
    updated: 0,
    duplicates: 0,
    doubles: 0,
    unreadable: 0,
    badEmails: 0,
    onDnc: 0,
    failed: 0,
    problems: [],
    problemCount: 0,
  };

  constructor(judging: Judging, reads: OwnReads) {
    this.#judging = judging;
    this.#reads = reads;
    this.#met = reads.looksAtOwn(judging.settings);
  }

  /** Counts the row; of which lead or line it is a duplicate comes to its problems. */
  take(judged: JudgedRow): void {
    const { row, is, problems } = judged;
    const { report } = this;
    problems.push(...this.#duplicate(judged));
    report.rows += 1;
    for (const fact of ['failed', 'unreadable', 'onDnc'] as const) if (is[fact]) report[fact] += 1;
    if (is.badEmail) report.badEmails += 1;
    for (const problem of problems) {
      report.problemCount += 1;
      if (report.problems.length < SHOWN) report.problems.push({ line: row.line, ...problem });
    }
  }

  #duplicate({ row, lead, numberColumn: column }: JudgedRow): JudgedRow['problems'] {
    if (!lead) return [];
    const { report } = this;
    const { settings } = this.#judging;
    const { e164 } = lead.phone;
    if (settings.onDuplicate === 'allow' || e164 === '') {
      report.created += 1;
      return [];
    }
    const isThere = this.#reads.met(settings, e164) !== undefined;
    const first = isThere || !this.#met ? undefined : this.#numbers.add(Number(e164.slice(1)), row.line);
    if (!isThere && first === undefined) {
      report.created += 1;
      return [];
    }
    if (isThere) report.duplicates += 1;
    else report.doubles += 1;
    if (settings.onDuplicate !== 'skip') report.updated += 1;
    const where = isThere ? 'is the number of a lead that is there already' : `came in line ${first} already`;
    const then = settings.onDuplicate === 'skip' ? 'Not imported.' : 'That lead is updated.';
    return [{ column, says: `${e164} ${where}. ${then}` }];
  }
}
