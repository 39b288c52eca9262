// The files that work on an import makes beside the one that was sent: the problems of a check, and the rows left out.
import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Failure } from '../../flows/language/failures.ts';
import type { StagedBytes } from '../tools/staged-bytes.ts';

/** Where the rows with a problem are listed, beside the file. */
export function problemsPath(path: string): string {
  return `${path}.problems`;
}

/** Where the rows that are not imported are put down, beside the file. */
export function leftPath(path: string): string {
  return `${path}.left`;
}

/** What was made of each import, as CSV, by its id. */
export class MadeFiles {
  readonly #staged: Pick<StagedBytes, 'path'>;

  constructor(staged: Pick<StagedBytes, 'path'>) {
    this.#staged = staged;
  }

  /** All rows with a problem. Fails with NOT_FOUND. */
  problems(id: string): Readable {
    const path = problemsPath(this.#staged.path(id));
    if (!existsSync(path)) throw new Failure('NOT_FOUND', { detail: 'The file was not checked, or is gone.' });
    return createReadStream(path);
  }

  /** Whether there are rows that were not imported. */
  hasLeft(id: string): boolean {
    return existsSync(leftPath(this.#staged.path(id)));
  }

  /** All rows that were not imported. Fails with NOT_FOUND. */
  left(id: string): Readable {
    if (!this.hasLeft(id)) throw new Failure('NOT_FOUND', { detail: 'No row was left out, or they were deleted.' });
    return createReadStream(leftPath(this.#staged.path(id)));
  }
}
