// The one table of keys, for every page: the listeners, the help sheet, tips, menus and the command palette read it.

/** Under which heading of the sheet a key stands. */
export type KeyGroup =
  | 'Everywhere'
  | 'Walk'
  | 'Edge'
  | 'Draw'
  | 'Line up'
  | 'Look'
  | 'Flow'
  | 'Tables'
  | 'Rows'
  | 'Mapping';

/**
 * Where a key is heard. `everywhere`: on every page, by the shell. `page`: anywhere on a page that does the command.
 * `canvas`, `table`, `rows`, `mapping`: only while that part of the page has the focus. `edge`: while an edge of the drawing
 * has it; the keys of the canvas work there too.
 */
export type KeyScope = 'everywhere' | 'page' | 'canvas' | 'edge' | 'table' | 'rows' | 'mapping';

/** One command and its keys. Its words are in words/keys.ts under the same name. */
export interface KeyBinding<Name extends string = Command> {
  command: Name;
  /** `Mod` is Ctrl, or Command on a Mac; parts joined by `+`, the last is `KeyboardEvent.key` or a letter. Of two strokes, one after the other, a space stands between. */
  keys: readonly string[];
  group: KeyGroup;
  scope: KeyScope;
  /** Heard as the browser's own event, not as a key: the row is there for those who read the table. */
  native?: true;
  /** Also heard while typing in a field. */
  typing?: true;
  /** Also there for a person who may only look. */
  reading?: true;
  /** Also heard with Shift held: four steps at once. */
  big?: true;
}

/** Every key of the editor. Tab is never a command. */
export const KEYMAP = [
  { command: 'palette', keys: ['Mod+K'], group: 'Everywhere', scope: 'everywhere', typing: true, reading: true },
  { command: 'next-region', keys: ['F6'], group: 'Everywhere', scope: 'everywhere', typing: true, reading: true },
  {
    command: 'previous-region',
    keys: ['Shift+F6'],
    group: 'Everywhere',
    scope: 'everywhere',
    typing: true,
    reading: true,
  },
  walk('walk-next', 'ArrowRight'),
  walk('walk-previous', 'ArrowLeft'),
  walk('walk-above', 'ArrowUp'),
  walk('walk-below', 'ArrowDown'),
  walk('walk-first', 'Home'),
  walk('walk-last', 'End'),
  walk('open-panel', 'Enter'),
  walk('leave', 'Escape'),
  walk('select-downstream', 'Shift+Alt+ArrowRight'),
  walk('select-upstream', 'Shift+Alt+ArrowLeft'),
  walk('edges', 'E'),
  edge('edge-next', 'ArrowDown'),
  edge('edge-previous', 'ArrowUp'),
  edge('edge-target', 'ArrowRight'),
  edge('edge-source', 'ArrowLeft'),
  edge('edge-leave', 'Escape'),
  { command: 'edge-insert', keys: ['I'], group: 'Edge', scope: 'edge' },
  { command: 'edge-lead', keys: ['Enter'], group: 'Edge', scope: 'edge' },
  draw('quick-add', ['N', '/']),
  draw('connect', ['C']),
  draw('rename', ['F2']),
  draw('replace', ['R']),
  draw('delete', ['Delete', 'Backspace']),
  draw('delete-only', ['Shift+Delete']),
  draw('duplicate', ['Mod+D']),
  { ...draw('copy', ['Mod+C']), native: true, reading: true },
  { ...draw('cut', ['Mod+X']), native: true },
  { ...draw('paste', ['Mod+V']), native: true },
  { ...draw('paste-wired', ['Mod+Shift+V']), native: true },
  draw('select-all', ['Mod+A']),
  { ...draw('nudge-right', ['Mod+ArrowRight']), big: true },
  { ...draw('nudge-left', ['Mod+ArrowLeft']), big: true },
  { ...draw('nudge-up', ['Mod+ArrowUp']), big: true },
  { ...draw('nudge-down', ['Mod+ArrowDown']), big: true },
  draw('tidy', ['Shift+Alt+T']),
  line('align-left', 'L'),
  line('align-centre', 'C'),
  line('align-right', 'R'),
  line('align-top', 'T'),
  line('align-middle', 'M'),
  line('align-bottom', 'B'),
  line('space-across', 'H'),
  line('space-down', 'V'),
  look('menu', ['Shift+F10', 'ContextMenu']),
  { ...look('find', ['Mod+F']), scope: 'page', typing: true },
  { ...look('find-next', ['F3']), scope: 'page', typing: true },
  { ...look('find-previous', ['Shift+F3']), scope: 'page', typing: true },
  look('actual-size', ['0']),
  look('fit', ['1']),
  look('fit-selection', ['2']),
  look('zoom-in', ['+', '=']),
  look('zoom-out', ['-']),
  look('minimap', ['M']),
  { ...look('outline', ['Alt+O']), scope: 'page' },
  look('next-problem', [']']),
  look('previous-problem', ['[']),
  look('keys', ['?']),
  { command: 'undo', keys: ['Mod+Z'], group: 'Flow', scope: 'page' },
  { command: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], group: 'Flow', scope: 'page' },
  { command: 'save', keys: ['Mod+S'], group: 'Flow', scope: 'page', typing: true },
  { command: 'test', keys: ['Mod+Enter'], group: 'Flow', scope: 'page', typing: true },
  { command: 'publish', keys: ['Shift+P'], group: 'Flow', scope: 'canvas' },
  { command: 'row-walk', keys: ['ArrowUp', 'ArrowDown'], group: 'Tables', scope: 'table', reading: true },
  { command: 'row-open', keys: ['Enter'], group: 'Tables', scope: 'table', reading: true },
  { command: 'row-choose', keys: ['Space'], group: 'Tables', scope: 'table', reading: true, big: true },
  { command: 'row-choose-all', keys: ['Mod+A'], group: 'Tables', scope: 'table', reading: true },
  { command: 'row-bar', keys: ['F6'], group: 'Tables', scope: 'table', reading: true },
  { command: 'row-menu', keys: ['Shift+F10', 'ContextMenu'], group: 'Tables', scope: 'table', reading: true },
  { command: 'row-up', keys: ['Alt+ArrowUp'], group: 'Rows', scope: 'rows', typing: true },
  { command: 'row-down', keys: ['Alt+ArrowDown'], group: 'Rows', scope: 'rows', typing: true },
  { command: 'pair', keys: ['Alt+P'], group: 'Mapping', scope: 'mapping', typing: true },
] as const satisfies readonly KeyBinding<string>[];

/** The name of a command that has a row in the table. */
export type Command = (typeof KEYMAP)[number]['command'];

/** The rows of the table, read as rows. */
export const BINDINGS: readonly KeyBinding[] = KEYMAP;

/** The row of a command. */
export function bindingOf(command: Command): KeyBinding | undefined {
  return BINDINGS.find((binding) => binding.command === command);
}

function walk<const Name extends string>(command: Name, key: string) {
  return { command, keys: [key], group: 'Walk', scope: 'canvas', reading: true } as const;
}

function edge<const Name extends string>(command: Name, key: string) {
  return { command, keys: [key], group: 'Edge', scope: 'edge', reading: true } as const;
}

function line<const Name extends string>(command: Name, key: string) {
  return { command, keys: [`Alt+A ${key}`], group: 'Line up', scope: 'canvas' } as const;
}

function draw<const Name extends string>(command: Name, keys: readonly string[]) {
  return { command, keys, group: 'Draw', scope: 'canvas' } as const;
}

function look<const Name extends string>(command: Name, keys: readonly string[]) {
  return { command, keys, group: 'Look', scope: 'canvas', reading: true } as const;
}
