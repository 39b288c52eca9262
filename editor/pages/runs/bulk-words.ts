// The words of what can be done to runs.

/** What can be done to runs. */
export type BulkDeed = 'cancel' | 'retry' | 'replay';

/** The words of each deed. */
export const BULK_WORDS: Readonly<Record<BulkDeed, { verb: string; says: string }>> = {
  cancel: {
    verb: 'Cancel',
    says: 'Those that wait or are held end at once, those under way at their next step. Those that have ended are left alone and not counted.',
  },
  retry: {
    verb: 'Retry',
    says: 'Each lead walks the live version once more from the start, as a new run. Everything is done again, also the calls to receivers.',
  },
  replay: {
    verb: 'Replay',
    says: 'Each body is taken once more as it came, and is no duplicate of itself. Everything is done again, also the calls to receivers.',
  },
};
