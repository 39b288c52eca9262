// Where a new node goes: after a node, on a port, in an edge, or at a place of the canvas.
import type { Place } from './document-edits.ts';

/** What the new node is wired to; `at` is its place, where the pointer chose one. */
export type Where =
  | { kind: 'after'; node: string | undefined }
  | { kind: 'port'; from: string; port: string; at?: Place }
  | { kind: 'edge'; from: string; port: string }
  | { kind: 'place'; at: Place };
