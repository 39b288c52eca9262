// The words of commands: what each does, and what a person who knows another system may call it.
import type { Command, KeyGroup } from '../keys/keymap.ts';
import { wordsOf } from './words.ts';

const LABELS = {
  palette: 'Find a command, a node or a thing',
  'next-region': 'Next part of the page',
  'previous-region': 'Part of the page before',
  keys: 'Show the keys',
  'walk-next': 'Next node along the edges',
  'walk-previous': 'Previous node',
  'walk-above': 'Node above, on another path',
  'walk-below': 'Node below, on another path',
  'walk-first': 'First node',
  'walk-last': 'Last node',
  'open-panel': 'Open the panel of the node',
  leave: 'Back to the node; then nothing selected',
  'select-downstream': 'Select all that comes after',
  'select-upstream': 'Select all that comes before',
  edges: 'Go to the edges of the node',
  'edge-next': 'Next edge of the node',
  'edge-previous': 'Edge before',
  'edge-target': 'To the node that it leads to',
  'edge-source': 'To the node that it comes from',
  'edge-leave': 'Back to the node',
  'edge-insert': 'Put a node in',
  'edge-lead': 'Lead it to another node',
  rename: 'Rename the node',
  replace: 'Make it another type of node',
  copy: 'Copy, as text',
  cut: 'Cut',
  paste: 'Paste',
  'paste-wired': 'Paste, with the edges to the nodes around',
  'align-left': 'On one line at the left',
  'align-centre': 'Centres on one upright line',
  'align-right': 'On one line at the right',
  'align-top': 'On one line at the top',
  'align-middle': 'Centres on one level line',
  'align-bottom': 'On one line at the bottom',
  'space-across': 'Same gaps across',
  'space-down': 'Same gaps downward',
  menu: 'Menu of the node, the edge or the canvas',
  find: 'Find in this flow',
  'find-next': 'Next that was found',
  'find-previous': 'The one before that was found',
  'actual-size': 'Show at 100 %',
  test: 'Test with the sample lead',
  'quick-add': 'Add a node after this one',
  connect: 'Connect a port of this node',
  delete: 'Delete, and join what was before with what comes after',
  'delete-only': 'Delete without joining',
  duplicate: 'Duplicate',
  'select-all': 'Select all nodes',
  'nudge-right': 'Move right by 8 (with Shift by 32)',
  'nudge-left': 'Move left',
  'nudge-up': 'Move up',
  'nudge-down': 'Move down',
  tidy: 'Tidy the drawing',
  fit: 'Show the whole drawing',
  'fit-selection': 'Show the selected nodes',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  minimap: 'Show or hide the map',
  outline: 'Show as a table, or as a drawing',
  'next-problem': 'Next problem, or next moment of a run',
  'previous-problem': 'Previous problem, or moment of a run',
  undo: 'Undo',
  redo: 'Redo',
  save: 'Save',
  publish: 'Publish',
  'row-walk': 'Row above or below; first and last by Home and End',
  'row-open': 'Open the row',
  'row-choose': 'Choose the row',
  'row-choose-all': 'Choose all rows shown',
  'row-bar': 'To what can be done with the rows chosen, and back',
  'row-menu': 'Menu of the row',
  'row-up': 'Move the row up',
  'row-down': 'Move the row down',
  pair: 'Pair the value with a target field',
} satisfies Record<Command, string>;

/** Other words for a command; they are searched, and not shown as its name. */
const ALSO: Partial<Record<Command, string>> = {
  'quick-add': 'insert step, new module, new action',
  connect: 'draw edge, wire, line, link',
  tidy: 'auto layout, arrange, clean up, align',
  fit: 'zoom to fit, center, reset view',
  minimap: 'mini map, overview',
  outline: 'outline view, list view',
  save: 'version, commit, name version',
  publish: 'deploy, release, activate, go live, turn on',
  keys: 'shortcuts, keyboard, help, hotkeys',
  duplicate: 'copy, clone',
  delete: 'remove',
  find: 'search nodes, look for',
  replace: 'swap, change type',
  rename: 'title, label',
  test: 'run, execute, debug, try',
  'actual-size': 'zoom to 100 %, reset zoom',
  'select-downstream': 'select descendants',
  'select-upstream': 'select ancestors',
  edges: 'wires, connections, lines',
};

const GROUPS = {
  Everywhere: 'Everywhere',
  Walk: 'Walk through the drawing',
  Edge: 'On an edge',
  Draw: 'Draw',
  'Line up': 'Line up, with two nodes or more selected',
  Look: 'Look',
  Flow: 'The flow, or the page',
  Tables: 'Tables',
  Rows: 'Rows that can be ordered',
  Mapping: 'Mapping',
} satisfies Record<KeyGroup, string>;

const label = wordsOf('keys', LABELS);
const group = wordsOf('key-groups', GROUPS);

/** What a command does, in words. */
export function commandLabel(command: Command): string {
  return label(command);
}

/** What other systems call a command. */
export function commandAka(command: Command): readonly string[] {
  return ALSO[command]?.split(', ') ?? [];
}

/** The heading of a group of keys. */
export function groupLabel(name: KeyGroup): string {
  return group(name);
}
