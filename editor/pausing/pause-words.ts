// What a pause means for each kind of thing, in words, and where it is changed. Pure.
import { counted } from '../kit/time-words.ts';
import type { Pause } from '../types.ts';

/** A thing that can be paused. */
export interface PauseAt {
  kind: Pause['kind'];
  key: string;
  /** What a person calls it. */
  name: string;
}

/** What the chosen manner of a pause does. */
export function pauseMeaning(kind: Pause['kind'], mode: Pause['mode']): string {
  switch (kind) {
    case 'flow':
      return mode === 'queue'
        ? 'New leads are accepted and wait; once the flow is resumed they go through in the order they came.'
        : 'New leads are refused with the answer below. Nothing of them is kept.';
    case 'source':
      return mode === 'queue'
        ? 'Leads of this source are accepted and wait; once it is resumed they go through in the order they came.'
        : 'Leads of this source are refused with the answer below. Nothing of them is kept.';
    case 'connection':
      return mode === 'queue'
        ? 'Runs wait before their call to this receiver; once the connection is resumed they go on in order.'
        : 'Calls to this receiver fail at once: each run leaves its step by the error port.';
    case 'node':
      return mode === 'queue'
        ? 'Runs wait before this step; once it is resumed they go on in order.'
        : 'Runs leave this step by the error port.';
  }
}

/** How a pause stands, in a few words. */
export function pauseState({ kind, mode, waiting }: Pick<Pause, 'kind' | 'mode' | 'waiting'>): string {
  if (mode === 'refuse') return kind === 'connection' || kind === 'node' ? 'Paused, failing' : 'Paused, refusing';
  if (waiting === 0) return 'Paused, queueing';
  // On the card of a node there is no room for more.
  const isShort = kind === 'node';
  const what = kind === 'flow' || kind === 'source' ? 'lead' : 'run';
  return `Paused, ${isShort ? waiting.toLocaleString('en') : counted(waiting, what)} waiting`;
}

/** Who paused it, when and why, for a tip. */
export function pauseStory({ by, says }: Pick<Pause, 'by' | 'says'>): string {
  return says ? `Paused by ${by}: ${says}` : `Paused by ${by}.`;
}

/** Where the pause of a thing is set and ended. A slash cannot stand in a part of a path, so a node is `<flow>.<node>`. */
export function pausePath({ kind, key }: Pick<Pause, 'kind' | 'key'>): string {
  return `/api/pauses/${kind}/${encodeURIComponent(key.replace('/', '.'))}`;
}

/** The pauses of a flow's nodes, by node id. */
export function nodePauses(pauses: readonly Pause[], flow: string): ReadonlyMap<string, Pause> {
  const own = pauses.filter(({ kind, key }) => kind === 'node' && key.startsWith(`${flow}/`));
  return new Map(own.map((pause) => [pause.key.slice(flow.length + 1), pause]));
}
