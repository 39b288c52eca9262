// How a draft stands, and what autosave needs of the world around it.
import type { FlowBundle } from '../../flows/language/document.ts';
import type { FlowDetail } from '../types.ts';

/** A flow as the server has it. */
export interface ServerFlow {
  rev: number;
  bundle: FlowBundle;
}

/** Why a PUT did not go through. */
export type PutFault<D = FlowDetail> =
  | { is: 'conflict'; theirs: D }
  | { is: 'offline'; says: string }
  | { is: 'refused'; says: string };

/**
 * How the draft stands. `at` is epoch milliseconds; null where nothing was changed since the page was opened.
 * `isKept` is false where this browser did not take the copy of what is unsent.
 */
export type SaveState<D = FlowDetail> = ({ is: 'saved'; at: number | null } | { is: 'saving' } | PutFault<D>) & {
  isKept?: boolean;
};

/** How a draft stands that nobody has changed yet. */
export const FRESH = { is: 'saved', at: null } as const;

/** What is kept in this browser: the unsent drawing, and what the server had when it was begun. */
export interface UnsentDraft {
  bundle: FlowBundle;
  base: FlowBundle;
  rev: number;
}

/** What the loop needs of the world around it. */
export interface SaveWays<D extends ServerFlow> {
  /** Sends the draft; rejects with whatever `isConflict` and `faultOf` can read. */
  put: (bundle: FlowBundle, rev: number) => Promise<D>;
  /** The flow as the server has it now. */
  theirs: () => Promise<D>;
  /** True where the server has another revision than the request named. */
  isConflict: (error: unknown) => boolean;
  /** What any other error means. */
  faultOf: (error: unknown) => PutFault<D>;
  /** True where both drawings say and stand the same. */
  isSame: (one: FlowBundle, other: FlowBundle) => boolean;
  /** Keeps the draft in this browser, or forgets it. False where the browser refused. */
  keep: (draft: UnsentDraft | null) => boolean;
  /** Calls back after so many milliseconds; returns how to call it off. */
  after: (ms: number, call: () => void) => () => void;
  now: () => number;
  onState: (state: SaveState<D>) => void;
  onSaved: (detail: D) => void;
}
