// Whether keys of one sign alone do anything; a person who speaks to the computer, or whose hand slips, switches them off.
import { read, write } from '../theme/theme.ts';

const KEY = 'leadflow-single-keys';

/** True unless they were switched off in this browser. */
export function hasSingleKeys(): boolean {
  return read(KEY) !== 'off';
}

/** Switches them on or off; holds at once. */
export function setSingleKeys(areOn: boolean): void {
  write(KEY, areOn ? undefined : 'off');
}
