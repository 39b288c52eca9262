// What a stroke of the keyboard asks for, and how its keys are written: for eyes, and for screen readers.
import { BINDINGS, type KeyBinding, type KeyScope } from './keymap.ts';
import { hasSingleKeys } from './single-keys.ts';

/** The parts of a keyboard event that matter here. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'> & {
  code?: string;
};

/** Where the stroke was heard. */
export interface At {
  scope: KeyScope;
  /** A person is typing in a field. */
  typing: boolean;
  /** A person may only look. */
  reading: boolean;
  /** Keys of one sign alone work (WCAG 2.1.4); as the person has set it where it is left out. */
  single?: boolean;
  /** The first of two strokes, where that was heard just before. */
  after?: string | undefined;
}

/** The binding that a stroke asks for within a scope; undefined for keys that are not ours. */
export function bindingFor(stroke: Stroke, at: At): KeyBinding | undefined {
  const { single = hasSingleKeys() } = at;
  return heardAt(stroke, at).find(({ keys, big }) =>
    keys.some((each) => {
      const [first = '', second] = each.split(' ');
      if (second !== undefined) return at.after === first && matches(stroke, second, false);
      return at.after === undefined && (single || !isSingle(first)) && matches(stroke, first, big === true);
    }),
  );
}

/** The first of two strokes, as the table writes it, where this stroke is one. */
export function chordOf(stroke: Stroke, at: At): string | undefined {
  return heardAt(stroke, at)
    .flatMap(({ keys }) => keys.filter((each) => each.includes(' ')))
    .map((each) => each.slice(0, each.indexOf(' ')))
    .find((first) => matches(stroke, first, false));
}

function heardAt({ isComposing }: Stroke, at: At): readonly KeyBinding[] {
  return BINDINGS.filter(
    ({ scope, typing, reading, native }) =>
      !isComposing && !native && scope === at.scope && (!at.typing || typing) && (!at.reading || reading),
  );
}

/** True for a letter, a figure or a sign without Ctrl or Alt: `N`, `/`, `Shift+P`. */
export function isSingle(keys: string): boolean {
  if (keys === '+') return true;
  const parts = keys.split('+');
  return parts.at(-1)?.length === 1 && !parts.includes('Mod') && !parts.includes('Alt');
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
  return stroke.key === (key === 'Space' ? ' ' : key);
}

const SIGNS: Record<string, string> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  ContextMenu: 'Menu',
};

/** The key as a person reads it, e.g. `Ctrl+Shift+Z` or `→`. */
export function keyText(keys: string, mac = isMac()): string {
  const words: Record<string, string> = { ...SIGNS, Mod: mac ? '⌘' : 'Ctrl' };
  if (keys === '+') return '+';
  const one = (stroke: string): string =>
    stroke
      .split('+')
      .map((part) => words[part] ?? part)
      .join('+');
  return keys.split(' ').map(one).join(', ');
}

/** The keys of a binding for `aria-keyshortcuts`: all of them, `Mod` by the name of the key that is pressed. */
export function ariaKeys(binding: Pick<KeyBinding, 'keys'>, mac = isMac()): string {
  const one = (keys: string): string => (keys === '+' ? 'Plus' : keys.replace('Mod', mac ? 'Meta' : 'Control'));
  return binding.keys.map(one).join(' ');
}

/** True on a Mac, an iPhone or an iPad, where Command does what Ctrl does elsewhere. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);
}
