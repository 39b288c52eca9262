// What is read anew after a change of the words that leads are kept under.

/** Query keys: the words themselves, the names that forms offer, and the leads drawn with them. */
export const WORD_REFRESH: readonly string[] = [
  '/api/statuses',
  '/api/lead-lists',
  '/api/campaigns',
  '/api/names',
  '/api/leads',
];
