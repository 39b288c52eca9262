// The questions of a merge: what both sides changed differently, and whose change a person says holds.
import type { Catalogue } from './catalogue.ts';
import type { ChangeKind } from './diff.ts';
import type { FlowBundle } from './document.ts';
import type { Path } from './json.ts';

/** What both began with, and what each made of it. */
export interface MergeSides {
  base: FlowBundle;
  mine: FlowBundle;
  theirs: FlowBundle;
  /** With it, a field that says no more than its default is as good as absent. */
  catalogue?: Catalogue;
}

/** Whose change holds. */
export type Choice = 'theirs' | 'mine' | 'both';

/** One thing that both sides changed, and differently. */
export interface Conflict {
  /** `node:<id>`, `edge:<from>.<port>`, `setting:<path>`; the name under which its choice is given. */
  key: string;
  kind: 'node' | 'edge' | 'setting';
  /** The node's id, the node and port of the edge, or the setting. */
  path: Path;
  mine: ChangeKind;
  theirs: ChangeKind;
  /** What Both makes of it: one node with the fields of both, my node beside theirs, or nothing that can be. */
  both: 'combined' | 'copied' | null;
}

/** The drawing that comes of it, and every question that was asked on the way, answered or not. */
export interface Merged {
  bundle: FlowBundle;
  conflicts: Conflict[];
}

/** Choices by the key of their conflict. One that is not given is Both where that can be, else mine. */
export type Choices = Readonly<Record<string, Choice>>;

/** A merge under way. */
export interface Walk extends Required<MergeSides> {
  choices: Choices;
  /** Every question so far. */
  conflicts: Conflict[];
  /** Nodes that one side took away and that stay: whose edges hold there. */
  pulled: Map<string, 'mine' | 'theirs'>;
  /** Copy of mine -> the node it stands beside. */
  copies: Map<string, string>;
}

/** Asks: the choice that was given, else Both where that can be, else mine. */
export function chosen(walk: Walk, conflict: Conflict): Choice {
  walk.conflicts.push(conflict);
  const choice = walk.choices[conflict.key];
  if (choice === 'both' && conflict.both === null) return 'mine';
  return choice ?? (conflict.both === null ? 'mine' : 'both');
}

/** What became of a value. */
export function kindOf(before: unknown, after: unknown): ChangeKind {
  return before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
}
