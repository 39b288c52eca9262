// The one reason that all rows of a DNC file give. Imported numbers have one for all of them: more could not be kept.

/** A column that is called so says why. */
const NAME = /^reason\b/i;
const LONGEST = 500;

/** Looks for it row by row. */
export class OneReason {
  #column = -1;
  #said: string | undefined;
  #isOne = true;

  /** Finds the column by the names of the first line. */
  named(names: readonly string[]): void {
    this.#column = names.findIndex((name) => NAME.test(name));
  }

  /** Whether the file has such a column. */
  get isThere(): boolean {
    return this.#column >= 0;
  }

  take(cells: readonly string[]): void {
    const cell = cells[this.#column] ?? '';
    this.#said ??= cell;
    this.#isOne &&= cell === this.#said;
  }

  /** The reason, and its column from 0; undefined where there is none, or more than one. */
  get found(): { reason: string; column: number } | undefined {
    const reason = this.isThere && this.#isOne ? (this.#said ?? '') : '';
    return reason === '' || reason.length > LONGEST ? undefined : { reason, column: this.#column };
  }
}
