// The one table of keys: the canvas, the page and the help sheet all read it.

/** What a key can ask for. */
export type Command =
  | 'walk-next'
  | 'walk-previous'
  | 'walk-above'
  | 'walk-below'
  | 'walk-first'
  | 'walk-last'
  | 'nudge-right'
  | 'nudge-left'
  | 'nudge-up'
  | 'nudge-down'
  | 'quick-add'
  | 'connect'
  | 'open-panel'
  | 'leave'
  | 'delete'
  | 'delete-only'
  | 'duplicate'
  | 'select-all'
  | 'tidy'
  | 'undo'
  | 'redo'
  | 'save'
  | 'publish'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'fit-selection'
  | 'next-problem'
  | 'previous-problem'
  | 'minimap'
  | 'keys';

/** `canvas`: only while the canvas has focus. `page`: anywhere on the page, except while typing unless `typing`. */
export interface KeyBinding {
  command: Command;
  /** `Mod` is Ctrl, or Command on a Mac; parts joined by `+`, the last is `KeyboardEvent.key` or a letter. */
  keys: readonly string[];
  label: string;
  group: 'Walk' | 'Draw' | 'Look' | 'Flow';
  scope: 'canvas' | 'page';
  /** Also heard while typing in a field. */
  typing?: true;
  /** Also there for a person who may only look. */
  reading?: true;
  /** Also heard with Shift held: four steps at once. */
  big?: true;
}

/** Every key of the canvas page (`editor.md` section 8). */
export const KEYMAP: readonly KeyBinding[] = [
  walk('walk-next', 'ArrowRight', 'Next node along the edges'),
  walk('walk-previous', 'ArrowLeft', 'Previous node'),
  walk('walk-above', 'ArrowUp', 'Node above, on another path'),
  walk('walk-below', 'ArrowDown', 'Node below, on another path'),
  walk('walk-first', 'Home', 'First node'),
  walk('walk-last', 'End', 'Last node'),
  walk('open-panel', 'Enter', 'Open the panel of the node'),
  walk('leave', 'Escape', 'Back to the node; then nothing selected'),
  draw('quick-add', ['N', '/'], 'Add a node after this one'),
  draw('connect', ['C'], 'Connect a port of this node'),
  draw('delete', ['Delete', 'Backspace'], 'Delete, and join what was before with what comes after'),
  draw('delete-only', ['Shift+Delete'], 'Delete without joining'),
  draw('duplicate', ['Mod+D'], 'Duplicate'),
  draw('select-all', ['Mod+A'], 'Select all nodes'),
  { ...draw('nudge-right', ['Mod+ArrowRight'], 'Move right by 8 (with Shift by 32)'), big: true },
  { ...draw('nudge-left', ['Mod+ArrowLeft'], 'Move left'), big: true },
  { ...draw('nudge-up', ['Mod+ArrowUp'], 'Move up'), big: true },
  { ...draw('nudge-down', ['Mod+ArrowDown'], 'Move down'), big: true },
  draw('tidy', ['Shift+Alt+T'], 'Tidy the drawing'),
  look('fit', ['1'], 'Show the whole drawing'),
  look('fit-selection', ['2'], 'Show the selected nodes'),
  look('zoom-in', ['+', '='], 'Zoom in'),
  look('zoom-out', ['-'], 'Zoom out'),
  look('minimap', ['M'], 'Show or hide the map'),
  look('next-problem', [']'], 'Next problem'),
  look('previous-problem', ['['], 'Previous problem'),
  look('keys', ['?'], 'Show this sheet'),
  { command: 'undo', keys: ['Mod+Z'], label: 'Undo', group: 'Flow', scope: 'page' },
  { command: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], label: 'Redo', group: 'Flow', scope: 'page' },
  { command: 'save', keys: ['Mod+S'], label: 'Save a version', group: 'Flow', scope: 'page', typing: true },
  { command: 'publish', keys: ['Shift+P'], label: 'Publish', group: 'Flow', scope: 'canvas' },
];

function walk(command: Command, key: string, label: string): KeyBinding {
  return { command, keys: [key], label, group: 'Walk', scope: 'canvas', reading: true };
}

function draw(command: Command, keys: readonly string[], label: string): KeyBinding {
  return { command, keys, label, group: 'Draw', scope: 'canvas' };
}

function look(command: Command, keys: readonly string[], label: string): KeyBinding {
  return { command, keys, label, group: 'Look', scope: 'canvas', reading: true };
}

/** The parts of a keyboard event that matter here. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'> & {
  code?: string;
};

/** The binding that a stroke asks for within a scope; undefined for keys that are not ours. */
export function bindingFor(
  stroke: Stroke,
  at: { scope: 'canvas' | 'page'; typing: boolean; reading: boolean },
): KeyBinding | undefined {
  if (stroke.isComposing) return undefined;
  return KEYMAP.find(
    (binding) =>
      binding.scope === at.scope &&
      (!at.typing || binding.typing === true) &&
      (!at.reading || binding.reading === true) &&
      binding.keys.some((keys) => matches(stroke, keys, binding.big === true)),
  );
}

function matches(stroke: Stroke, keys: string, big: boolean): boolean {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (part: string): boolean => parts.slice(0, -1).includes(part);
  if ((stroke.ctrlKey || stroke.metaKey) !== wants('Mod') || stroke.altKey !== wants('Alt')) return false;
  const letter = /^[A-Z]$/.test(key);
  const shiftCounts = letter || key.length > 1;
  if (shiftCounts && stroke.shiftKey !== wants('Shift') && !(big && stroke.shiftKey)) return false;
  if (letter) return stroke.key.toUpperCase() === key || (wants('Alt') && stroke.code === `Key${key}`);
  return stroke.key === key;
}

/** The key as a person reads it, e.g. `Ctrl+Shift+Z` or `→`. */
export function keyText(keys: string, mac = false): string {
  const words: Record<string, string> = {
    Mod: mac ? '⌘' : 'Ctrl',
    ArrowRight: '→',
    ArrowLeft: '←',
    ArrowUp: '↑',
    ArrowDown: '↓',
    Escape: 'Esc',
    Delete: 'Del',
  };
  if (keys === '+') return '+';
  return keys
    .split('+')
    .map((part) => words[part] ?? part)
    .join('+');
}
