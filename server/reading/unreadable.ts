// What keeps a body from being read.

/** How deep a body may be nested. */
export const DEEPEST = 64;

/** Thrown by the readers of this room; the message completes "Expected JSON, but …". */
export class Unreadable extends Error {}
