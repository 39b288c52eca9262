// Phone numbers that a file had already, each with its line: 16 to 32 bytes a number, where a map of texts would take a hundred.

const FIRST = 1 << 12;

/** A set of numbers over 0 that knows the line on which each came first: open addressing in two blocks of memory outside of the heap. */
export class NumberSet {
  #slots = new Float64Array(FIRST);
  #lines = new Uint32Array(FIRST);
  #size = 0;

  /** The line that it came on before; undefined where it was not there yet: then it came on `line`, from 1 on. */
  add(number: number, line: number): number | undefined {
    if (this.#size * 4 >= this.#slots.length * 3) this.#grow();
    const at = this.#placeOf(number);
    if (this.#slots[at] === number) return this.#lines[at];
    this.#slots[at] = number;
    this.#lines[at] = line;
    this.#size += 1;
    return undefined;
  }

  #grow(): void {
    const [slots, lines] = [this.#slots, this.#lines];
    this.#slots = new Float64Array(slots.length * 2);
    this.#lines = new Uint32Array(slots.length * 2);
    for (const [from, number] of slots.entries()) {
      if (number === 0) continue;
      const at = this.#placeOf(number);
      this.#slots[at] = number;
      this.#lines[at] = lines[from] ?? 0;
    }
  }

  /** Its place, or the free one that it would take. */
  #placeOf(number: number): number {
    const mask = this.#slots.length - 1;
    const mixed = Math.imul((number % 4294967291) ^ Math.floor(number / 65536), 0x9e3779b1) >>> 0;
    let at = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#slots[at] !== 0 && this.#slots[at] !== number) at = (at + 1) & mask;
    return at;
  }
}
