// A file of rows as they were sent, each with where and why, that a person downloads. A spreadsheet finds no formula in it.
import { type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { cellText, csvLine } from '../../flows/language/csv-line.ts';
import type { ImportFile } from '../store/import-ops.ts';
import type { MapFault } from './map-rows.ts';
import type { FileRow } from './read-rows.ts';

const MARK = '\ufeff';
/** Characters that are gathered before they are written. */
const GATHERED = 64 * 1024;

/** Writes it. Whatever the disk says is thrown by what was asked just then. */
export class RowsFile {
  readonly #path: string;
  readonly #file: ImportFile;
  #handle: FileHandle | undefined;
  #gathered: string[] = [];
  #length = 0;
  #bytes: number;

  /** `bytes` of an earlier process are gone on with, and what is behind them goes; 0 for a file that begins anew. */
  constructor(path: string, file: ImportFile, bytes = 0) {
    this.#path = path;
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Puts a row behind the others. */
  async write(row: FileRow, problems: readonly MapFault[]): Promise<void> {
    const columns = [...new Set(problems.map(({ column }) => column).filter((column) => column !== ''))].join(', ');
    const says = problems.map((problem) => problem.says).join(' ');
    this.#gather(csvLine([String(row.line), cellText(columns), cellText(says), ...row.cells.map(cellText)]));
    if (this.#length >= GATHERED) await this.#flush();
  }

  /** Bytes that are on disk for good when this resolves: all that was written, and none where nothing was. */
  async save(): Promise<number> {
    if (this.#length > 0) {
      await this.#flush();
      await this.#handle?.datasync();
    }
    return this.#bytes;
  }

  /** Makes the file, also where no row comes. */
  async begin(): Promise<FileHandle> {
    this.#handle ??= await this.#opened();
    return this.#handle;
  }

  /** Gives the file back. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #opened(): Promise<FileHandle> {
    const there = this.#bytes === 0 ? undefined : await stat(this.#path).catch(() => undefined);
    if (there) {
      // One that is shorter, since somebody put back an older one, stays as it is.
      this.#bytes = Math.min(this.#bytes, there.size);
      await truncate(this.#path, this.#bytes);
      return await open(this.#path, 'a', 0o600);
    }
    this.#bytes = 0;
    const { columns, separator } = this.#file;
    const titles = separator === 'json' ? ['Row'] : columns;
    this.#gathered.unshift(MARK + csvLine(['Line', 'Column', 'Reason', ...titles.map(cellText)]));
    this.#length += 1;
    return await open(this.#path, 'w', 0o600);
  }

  #gather(line: string): void {
    this.#gathered.push(line);
    this.#length += line.length;
  }

  async #flush(): Promise<void> {
    const handle = await this.begin();
    const bytes = Buffer.from(this.#gathered.join(''));
    this.#gathered = [];
    this.#length = 0;
    await handle.appendFile(bytes);
    this.#bytes += bytes.length;
  }
}
