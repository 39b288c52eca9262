// Files on their way into a DNC list: what was ordered, and the bytes that have come so far, both on disk.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
export class Staging {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the bytes of an import are, without an ending for what is made of them. */
  path(id: string): string {
    return join(this.#folder, `${id}.part`);
  }

  /** Writes down an order; it is on disk when this resolves. */
  async begin(order: ImportOrder): Promise<void> {
    await writeFile(this.path(order.id), '', { mode: 0o600, flag: 'wx', flush: true });
    await writeFile(this.#orderPath(order.id), JSON.stringify(order), { mode: 0o600, flag: 'wx', flush: true });
  }

  /** Orders that have not come to their end, the oldest first. One that cannot be read never came to be. */
  orders(): ImportOrder[] {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.order.json'));
    return names
      .flatMap((name) => {
        try {
          return [JSON.parse(readFileSync(join(this.#folder, name), 'utf8')) as ImportOrder];
        } catch {
          return [];
        }
      })
      .sort((a, b) => a.at - b.at);
  }

  /** Bytes that are here. */
  received(id: string): number {
    return statSync(this.path(id), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Puts bytes behind those that are here; they are on disk when this resolves. */
  async append(id: string, bytes: Uint8Array): Promise<void> {
    const at = this.received(id);
    const file: FileHandle = await open(this.path(id), 'r+');
    try {
      for (let done = 0; done < bytes.length; ) {
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      }
      await file.datasync();
    } catch (error) {
      // What is there of a piece that failed may not be on disk; why it failed matters more than that it stays.
      await file.truncate(at).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  }

  /** SHA-256 of the bytes that are here, hexadecimal. */
  async checksum(id: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const part of createReadStream(this.path(id))) hash.update(part as Buffer);
    return hash.digest('hex');
  }

  /** Everything of the import goes; the order first, so that a crash in between leaves nothing to go on with. */
  remove(id: string): void {
    rmSync(this.#orderPath(id), { force: true });
    this.forgetMade(id);
    rmSync(this.path(id), { force: true });
  }

  /** What was made of the bytes goes. */
  forgetMade(id: string): void {
    const made = readdirSync(this.#folder).filter((name) => name.startsWith(`${id}.part.`));
    for (const name of made) rmSync(join(this.#folder, name), { force: true, recursive: true });
  }

  /** What no order names goes: a crash left it. */
  tidy(): void {
    const known = new Set(this.orders().map(({ id }) => id));
    for (const name of readdirSync(this.#folder)) {
      const [id = '', kind] = name.split('.');
      if ((kind === 'part' || kind === 'order') && !known.has(id))
        rmSync(join(this.#folder, name), { force: true, recursive: true });
      else if (name.includes('.part.')) rmSync(join(this.#folder, name), { force: true, recursive: true });
    }
  }

  #orderPath(id: string): string {
    return join(this.#folder, `${id}.order.json`);
  }
}
