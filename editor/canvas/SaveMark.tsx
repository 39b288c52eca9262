// Says honestly where the draft is: on the server, on its way, in this browser alone, nowhere yet, or in conflict.
import type { ReactElement } from 'react';
import { Icon } from '../kit/Icon.tsx';
import type { IconName } from '../kit/icon-paths.ts';
import { clock } from './conflict-words.ts';
import type { SaveState } from './save-state.ts';

/** The state of the draft as a mark and words. */
export function SaveMark({ state }: { state: SaveState }): ReactElement {
  const { icon, words, tone } = lookOf(state);
  return (
    <span className={`fl-save fl-save--${tone}`} role="status">
      {icon ? <Icon name={icon} size={13} /> : <span className="lf-spinner" aria-hidden="true" />}
      {words}
    </span>
  );
}

/** What is said of each state. */
export function lookOf(state: SaveState): { icon: IconName | null; words: string; tone: string } {
  const where = state.isKept === false ? 'not kept' : 'kept locally';
  if (state.is === 'saving') return { icon: null, words: 'Saving…', tone: 'quiet' };
  if (state.is === 'offline') return { icon: 'warning', words: `Offline, ${where}`, tone: 'warn' };
  if (state.is === 'conflict') return { icon: 'warning', words: 'Conflict', tone: 'err' };
  if (state.is === 'refused') return { icon: 'cross', words: `Not saved, ${where}`, tone: 'err' };
  const words = state.at === null ? 'Saved' : `Draft saved ${clock(state.at)}`;
  return { icon: 'check', words, tone: 'quiet' };
}
