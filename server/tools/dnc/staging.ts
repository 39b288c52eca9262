// Files on their way into a DNC list: what was ordered, and the bytes that have come so far, both on disk.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StagedBytes } from '../staged-bytes.ts';
import type { ImportMode } from './work.ts';

/** What is to be imported. Times are milliseconds since 1970. */
export interface ImportOrder {
  id: string;
  list: string;
  mode: ImportMode;
  /** Name of the file. */
  name: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hexadecimal, or whatever else the sender knows the file by; '' for nothing. */
  sha256: string;
  etag: string;
  /** ISO country of numbers without a country code. */
  region: string;
  reason: string;
  purpose: string;
  /** The day that the file is of; 0 where nobody said. */
  asOf: number;
  by: string;
  at: number;
}

/** The staging files of one folder. */
export class Staging extends StagedBytes {
  /** Writes down an order; it is on disk when this resolves. */
  async begin(order: ImportOrder): Promise<void> {
    await this.make(order.id);
    await writeFile(this.#orderPath(order.id), JSON.stringify(order), { mode: 0o600, flag: 'wx', flush: true });
  }

  /** Writes an order down in place of the one before: after a crash there is one of them, whole. */
  async change(order: ImportOrder): Promise<void> {
    const fresh = `${this.path(order.id)}.order`;
    await writeFile(fresh, JSON.stringify(order), { mode: 0o600, flush: true });
    await rename(fresh, this.#orderPath(order.id));
  }

  /** Orders that have not come to their end, the oldest first. One that cannot be read never came to be. */
  orders(): ImportOrder[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith('.order.json'));
    return names
      .flatMap((name) => {
        try {
          return [JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as ImportOrder];
        } catch {
          return [];
        }
      })
      .sort((a, b) => a.at - b.at);
  }

  /** Everything of the import goes; the order first, so that a crash in between leaves nothing to go on with. */
  remove(id: string): void {
    rmSync(this.#orderPath(id), { force: true });
    this.removeBytes(id);
  }

  /** What no order names goes: a crash left it. */
  tidy(): void {
    const known = new Set(this.orders().map(({ id }) => id));
    for (const name of readdirSync(this.folder)) {
      const [id = '', kind] = name.split('.');
      if ((kind === 'part' || kind === 'order') && !known.has(id))
        rmSync(join(this.folder, name), { force: true, recursive: true });
      else if (name.includes('.part.')) rmSync(join(this.folder, name), { force: true, recursive: true });
    }
  }

  #orderPath(id: string): string {
    return join(this.folder, `${id}.order.json`);
  }
}
