// A map of what comes and goes with every lead, and that leaves nothing behind when it goes.

/**
 * As `Map`. A `Map` that V8 gives a new table leaves the old one with all that it held, and with the way to the new one: once
 * such a table has come into the old space, what came after it does too, dead or not, and stays for a collection of the whole
 * heap. Here a table holds boxes, and those are emptied.
 */
export class BriefMap<K, V> {
  readonly #boxes = new Map<K, { value: V | undefined }>();

  get size(): number {
    return this.#boxes.size;
  }

  get(key: K): V | undefined {
    return this.#boxes.get(key)?.value;
  }

  has(key: K): boolean {
    return this.#boxes.has(key);
  }

  set(key: K, value: V): void {
    const box = this.#boxes.get(key);
    if (box) box.value = value;
    else this.#boxes.set(key, { value });
  }

  /** Answers whether it was there. */
  delete(key: K): boolean {
    const box = this.#boxes.get(key);
    if (box) box.value = undefined;
    return this.#boxes.delete(key);
  }

  keys(): K[] {
    return [...this.#boxes.keys()];
  }

  values(): V[] {
    return [...this.#boxes.values()].flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }
}
