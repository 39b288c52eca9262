// What the command palette shows for a text: which sections, which items of them, in which order. Pure.
import type { Action } from '../keys/Commands.tsx';
import type { Command } from '../keys/keymap.ts';
import type { IconName } from '../kit/icon-paths.ts';
import { fitOf, wordsIn } from '../kit/name-search.ts';

/** In which part of the list an item stands. */
export type Section = 'recent' | 'place' | 'action' | 'node' | 'type' | 'thing';

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  section: Section;
  label: string;
  hint: string;
  aka: readonly string[];
  icon: IconName;
  command?: Command | undefined;
  /** It was found by the server, which looks into more than its name. */
  isFound?: boolean;
  run: () => void;
}

/** An item that fits, with the other system's name it was found by. */
export interface Hit {
  item: PaletteItem;
  alias: string | undefined;
}

/** The sign that narrows the palette, and what it leaves: `>` actions, `@` nodes and types, `#` flows and other things. */
const SIGNS: Readonly<Record<string, readonly Section[]>> = {
  '>': ['action'],
  '@': ['node', 'type'],
  '#': ['thing', 'place'],
};
const ALL: readonly Section[] = ['place', 'action', 'node', 'type', 'thing'];
/** At most this many lines of a section, unless it was asked for by its sign. */
const EACH = 8;
const MANY = 60;
const RECENT = 5;
/** What an item counts that the server found by something else than its name. */
const FOUND = 0.25;

/** The text without its sign, and the sections asked for. */
export function readQuery(text: string): { words: string; sections: readonly Section[]; hasSign: boolean } {
  const sections = SIGNS[text.trimStart()[0] ?? ''];
  return sections
    ? { words: text.trimStart().slice(1).trim(), sections, hasSign: true }
    : { words: text.trim(), sections: ALL, hasSign: false };
}

/**
 * The lines for a text, by section: the one with the best line first, or, after a sign, in the sign's own order. Nothing
 * typed: what was used last comes first.
 */
export function paletteHits(items: readonly PaletteItem[], text: string, recent: readonly string[]): Hit[] {
  const { words, sections, hasSign } = readQuery(text);
  const here = items.filter(({ section }) => sections.includes(section));
  if (words === '') return unasked(here, recent, hasSign);
  const asked = wordsIn(words);
  const scored = here
    .map((item) => ({ item, ...scoreOf(item, asked, recent) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points);
  const best = (section: Section): number => scored.find(({ item }) => item.section === section)?.points ?? 0;
  const order = hasSign ? sections : sections.toSorted((a, b) => best(b) - best(a));
  return order.flatMap((section) =>
    scored.filter(({ item }) => item.section === section).slice(0, hasSign ? MANY : EACH),
  );
}

function scoreOf(item: PaletteItem, asked: readonly string[], recent: readonly string[]) {
  const { points, alias } = fitOf({ title: item.label, aka: item.aka, about: item.hint }, asked, true);
  const known = points === 0 && item.isFound ? FOUND : points;
  return { points: known === 0 ? 0 : known + (recent.includes(item.id) ? 1 : 0), alias };
}

function unasked(items: readonly PaletteItem[], recent: readonly string[], hasSign: boolean): Hit[] {
  const last = recent
    .flatMap((id) => items.find((item) => item.id === id) ?? [])
    .slice(0, RECENT)
    .map((item) => ({ ...item, section: 'recent' as const }));
  const rest = items.filter(
    ({ id, section }) => (hasSign || section !== 'type') && !last.some((item) => item.id === id),
  );
  return [...last, ...rest].slice(0, MANY).map((item) => ({ item, alias: undefined }));
}

/** An action of the page as a line. */
export function itemOf(action: Action): PaletteItem {
  return {
    id: action.id,
    section: action.kind ?? 'action',
    label: action.label,
    hint: action.hint ?? '',
    aka: action.aka ?? [],
    icon: action.icon ?? 'chevron-right',
    command: action.command,
    run: action.run,
  };
}

/** The ids used last with one more at their head. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, RECENT * 4);
}
