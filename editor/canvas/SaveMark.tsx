// Says honestly where the draft is: on the server, on its way, in this browser alone, or in conflict.
import type { ReactElement } from 'react';
import { Icon } from '../kit/Icon.tsx';
import type { IconName } from '../kit/icon-paths.ts';
import type { SaveState } from './save-loop.ts';

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

function lookOf(state: SaveState): { icon: IconName | null; words: string; tone: string } {
  if (state.is === 'saving') return { icon: null, words: 'Saving…', tone: 'quiet' };
  if (state.is === 'offline') return { icon: 'warning', words: 'Offline, kept locally', tone: 'warn' };
  if (state.is === 'conflict') return { icon: 'warning', words: 'Conflict', tone: 'err' };
  if (state.is === 'refused') return { icon: 'cross', words: 'Not saved, kept locally', tone: 'err' };
  return { icon: 'check', words: state.at === null ? 'Saved' : `Saved ${clock(state.at)}`, tone: 'quiet' };
}

function clock(at: number): string {
  return new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}
