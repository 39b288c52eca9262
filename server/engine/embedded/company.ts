// Whether leads come one at a time: then nobody waits for what the main thread does for one of them.

/** So many runs in a row have met no other: the next one is not expected to either. */
const ALONE_RUNS = 8;

/** Counts the runs that met no other on their way. */
export class Company {
  #inARow = 0;
  /** True from the first run of a turn of the event loop to its end. */
  #cameThisTurn = false;

  /**
   * A run begins; `met` where another is on its way. Two that begin in one turn waited together, though each may be on disk
   * before the next is looked at.
   */
  came(met: boolean): void {
    this.#inARow = met || this.#cameThisTurn ? 0 : this.#inARow + 1;
    if (this.#cameThisTurn) return;
    this.#cameThisTurn = true;
    setImmediate(() => {
      this.#cameThisTurn = false;
    });
  }

  /** True while runs come one at a time. */
  get none(): boolean {
    return this.#inARow >= ALONE_RUNS;
  }
}
