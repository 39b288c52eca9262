// Files on their way in: the bytes that have come so far, on disk, so that a sender can go on where it stopped.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The staged files of one folder, by id. */
export class StagedBytes {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where the bytes are, without an ending for what is made of them. */
  path(id: string): string {
    return join(this.folder, `${id}.part`);
  }

  /** Makes the file, empty; it is on disk when this resolves. */
  async make(id: string): Promise<void> {
    await writeFile(this.path(id), '', { mode: 0o600, flag: 'wx', flush: true });
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

  /** The bytes go, with what was made of them. */
  removeBytes(id: string): void {
    this.forgetMade(id);
    rmSync(this.path(id), { force: true });
  }

  /** What was made of the bytes goes. */
  forgetMade(id: string): void {
    const made = readdirSync(this.folder).filter((name) => name.startsWith(`${id}.part.`));
    for (const name of made) rmSync(join(this.folder, name), { force: true, recursive: true });
  }
}
