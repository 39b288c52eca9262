// What the store could not do for now, as whoever asked it is told: the same may go well a little later.

/** There is no room, or somebody else is at the database. Nothing of what was asked is kept. */
export class StoreFault extends Error {
  readonly code = 'STORE_FAULT';
}
