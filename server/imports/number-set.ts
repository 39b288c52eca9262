// Phone numbers that a file had already: 11 to 22 bytes a number, where a set of texts would take a hundred.

const FIRST = 1 << 12;

/** A set of numbers over 0: open addressing in one block of memory outside of the heap. */
export class NumberSet {
  #slots = new Float64Array(FIRST);
  #size = 0;

  /** True where it was not there yet. */
  add(number: number): boolean {
    if (this.#size * 4 >= this.#slots.length * 3) this.#grow();
    const at = this.#placeOf(number);
    if (this.#slots[at] === number) return false;
    this.#slots[at] = number;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    for (const number of before) if (number !== 0) this.#slots[this.#placeOf(number)] = number;
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
