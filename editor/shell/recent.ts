// What was chosen in the command palette last, kept in this browser.
import { read, write } from '../theme/theme.ts';

const KEY = 'leadflow-recent';

/** The ids, newest first. */
export function readRecent(): readonly string[] {
  return (read(KEY) ?? '').split('\n').filter(Boolean);
}

/** Keeps the ids for next time. */
export function writeRecent(ids: readonly string[]): void {
  write(KEY, ids.join('\n'));
}
