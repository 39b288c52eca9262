// Why a word that leads are kept under cannot be deleted. Pure.
import { counted } from '../../kit/time-words.ts';

/** "12 leads have this status."; undefined where none has. `verbs`: for one and for several. */
export function heldWords(
  leads: number,
  verbs: readonly [one: string, many: string],
  rest: string,
): string | undefined {
  return leads === 0 ? undefined : `${counted(leads, 'lead')} ${leads === 1 ? verbs[0] : verbs[1]} ${rest}.`;
}
