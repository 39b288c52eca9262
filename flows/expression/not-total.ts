// Says that an expression is outside the total subset, and why; the sandbox pool evaluates it then.

/** Thrown while compiling; caught in one place. */
export class NotTotal extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotTotal';
  }
}
