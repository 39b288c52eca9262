// The places where the end of the process is worth trying: each has a label, by which a test asks for a crash there.

/** Label -> where it is, in a sentence. `RunSurroundings.crashPoint` is called with the label. */
export const CRASH_POINTS = Object.freeze({
  'accept-given': 'A lead was given to the journal; nothing of it is on disk for certain.',
  'accept-on-disk': 'A lead is on disk, and its caller has not been told.',
  'command-done': 'A change of our own database was made in the open transaction, which is not committed.',
  'before-intent': 'A call is ready to leave and has its place; the journal does not know of it.',
  'intent-on-disk': 'The intent of a call is on disk, and no byte has left.',
  'answer-came': 'A receiver has answered, and the journal does not know of it.',
  'call-failed': 'A call has failed, and the journal does not know of it.',
  'probe-judged': 'What the receiver said of an unknown call was read, and the journal does not know of it.',
  'before-park': 'A run is about to leave the memory; why is not on disk.',
  parked: 'A run waits or is held, on disk; it is still in memory.',
  'settle-loaded': 'A held run was taken over for what a person said of it; that is not on disk.',
  'settled-on-disk': 'What a person said of a call is on disk, and the run has not gone on.',
  'children-noted': 'A step has written down which runs it calls; none of them is on disk for certain.',
  'children-started': 'The runs that a step calls were given to the journal.',
  'callback-kept': 'A callback is on disk, and the run that waits for it was not told.',
  'before-finish': 'A run has come to its end, and the journal does not know of it.',
});

/** One of them. */
export type CrashPoint = keyof typeof CRASH_POINTS;
