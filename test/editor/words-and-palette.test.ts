// Holds the words on screen, the rooms that have theirs in tables, the key table, and what the command palette finds.
import { describe, expect, it } from 'vitest';
import { KEYMAP } from '../../editor/keys/keymap.ts';
import { ariaKeys, bindingFor, isSingle, keyText, type Stroke } from '../../editor/keys/stroke.ts';
import { type PaletteItem, paletteHits, readQuery, withRecent } from '../../editor/shell/palette-items.ts';
import { placesFor } from '../../editor/shell/places.ts';
import { commandLabel } from '../../editor/words/keys.ts';
import { PLACE_AKA, placeLabel } from '../../editor/words/places.ts';
import { languageFor, translationOf } from '../../editor/words/translation.ts';
import { filled } from '../../editor/words/words.ts';
import { codeOf, filesOf } from '../support/source-text.ts';

describe('a text', () => {
  it('takes names and counts, by the plural rules and figures of its language', () => {
    const runs = '{count, =0:No run, one:# run, other:# runs} of {flow}';
    expect(filled(runs, { count: 0, flow: 'Demo' }, 'en')).toBe('No run of Demo');
    expect(filled(runs, { count: 1, flow: 'Demo' }, 'en')).toBe('1 run of Demo');
    expect(filled(runs, { count: 12_345, flow: 'Demo' }, 'en')).toBe('12,345 runs of Demo');
    expect(filled('{n, one:# lead, few:# leady, many:# leadów, other:# leada}', { n: 22 }, 'pl')).toBe('22 leady');
    expect(filled('{n, one:# Lead, other:# Leads}', { n: 1234 }, 'de')).toBe('1.234 Leads');
    expect(filled('Sent to {who}', {}, 'en')).toBe('Sent to {who}');
  });

  it('is in the first language asked for that there is, and in English where its words cannot be read', async () => {
    const languages = {
      de: { title: 'Deutsch', read: async () => ({ shell: { find: 'Finden' } }) },
      fr: { title: 'Français', read: () => Promise.reject(new Error('gone')) },
    };
    expect(languageFor(['it', 'de-AT', 'en'], languages)).toBe('de');
    expect(languageFor(['en-GB', 'de'], languages)).toBe('en');
    expect(languageFor(['it'], languages)).toBe('en');
    expect((await translationOf('de', languages)).rooms.shell?.find).toBe('Finden');
    expect(await translationOf('fr', languages)).toEqual({ language: 'en', rooms: {} });
  });
});

/** The rooms whose words are all in editor/words. The list may only grow. */
const MOVED =
  /^editor\/(shell|keys|pages\/sign-in)\/|^editor\/pages\/settings\/Appearance\.tsx$|^editor\/kit\/(Toasts|Menu|Button|Dialog)\.tsx$/;
/** Names of the product, of keys and of commands of the server are the same in every language. */
const SAME = /^(Leadflow|Esc|npx leadflow user reset)$/;
const IN_TAGS = /(?<![=\w)\]])>\s*([A-Z][^<>{}()=;]*[a-z][^<>{}()=;]*)\s*</g;
const IN_PROPS =
  /\b(?:label|title|about|placeholder|description|aria-label|help|remedy|hint)(?:=|: )["'`]([^"'`$]*[a-z][^"'`$]*)["'`]/g;

describe('words', () => {
  it('of a room that was moved stand in its table', () => {
    const raw = filesOf(/^editor\/.*\.tsx?$/)
      .filter(({ path }) => MOVED.test(path))
      .flatMap(({ path, text }) => {
        const code = codeOf(text, { keepStrings: true });
        return [...code.matchAll(IN_TAGS), ...code.matchAll(IN_PROPS)]
          .map(([, words = '']) => words.trim())
          .filter((words) => !SAME.test(words))
          .map((words) => `${path}: ${words}`);
      });
    expect(raw).toEqual([]);
  });
});

function stroke(key: string, held: Partial<Stroke> = {}): Stroke {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, ...held };
}

describe('the table of keys', () => {
  it('has words for every command, no command twice in a scope, and never Tab', () => {
    for (const { command, keys } of KEYMAP) {
      expect(commandLabel(command)).not.toBe('');
      expect(keys.join(' ')).not.toMatch(/Tab/);
    }
    const all = KEYMAP.map(({ scope, command }) => `${scope} ${command}`);
    expect(new Set(all).size).toBe(all.length);
  });

  it('lets single keys go where they are switched off, and keeps the rest', () => {
    const at = { scope: 'canvas', typing: false, reading: false, single: false } as const;
    expect(bindingFor(stroke('n'), at)).toBeUndefined();
    expect(bindingFor(stroke('P', { shiftKey: true }), at)).toBeUndefined();
    expect(bindingFor(stroke('Delete'), at)?.command).toBe('delete');
    expect(bindingFor(stroke('d', { ctrlKey: true }), at)?.command).toBe('duplicate');
    expect(['+', '/', 'Shift+P', 'Mod+K', 'F6', 'Enter'].map(isSingle)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('writes keys for eyes and for screen readers, on a Mac too', () => {
    expect(keyText('Mod+K', true)).toBe('⌘+K');
    expect(ariaKeys({ keys: ['Mod+Shift+Z', 'Mod+Y'] }, false)).toBe('Control+Shift+Z Control+Y');
    expect(ariaKeys({ keys: ['+', '='] }, true)).toBe('Plus =');
  });
});

const places: PaletteItem[] = placesFor(true).map(({ name, to, icon }) => {
  return {
    id: to,
    section: 'place',
    label: placeLabel(name),
    hint: '',
    aka: PLACE_AKA[name],
    icon,
    run: () => undefined,
  };
});
const action: PaletteItem = { ...item('save', 'Save a version'), section: 'action' };
const node: PaletteItem = { ...item('node ask', 'Ask the CRM'), section: 'node', aka: ['Convoso Connect'] };
const lead: PaletteItem = { ...item('lead 1', 'Ann Lister'), section: 'thing', isFound: true };

function item(id: string, label: string): PaletteItem {
  return { id, section: 'thing', label, hint: '', aka: [], icon: 'flow', run: () => undefined };
}

describe('the command palette', () => {
  const first = (text: string): string => paletteHits([...places, action, node, lead], text, [])[0]?.item.label ?? '';

  it.each([
    ['suppression list', 'DNC'],
    ['do not call', 'DNC'],
    ['key account list', 'Lists'],
    ['processr', 'Lists'],
    ['publisher', 'Sources'],
    ['affiliate', 'Sources'],
    ['convoso connect', 'Connections'],
    ['integrator', 'Connections'],
    ['workflow', 'Flows'],
    ['api duplicate lead check', 'Flows'],
    ['execution', 'Runs'],
    ['prospect', 'Leads'],
    ['timeout', 'Needs a person'],
    ['disposition', 'Statuses'],
    ['calling list', 'Lead lists'],
    ['transformer', 'Adaptors'],
    ['dark mode', 'Settings: Appearance'],
    ['cnct', 'Connections'],
  ])('finds %s as %s', (words, label) => expect(first(words)).toBe(label));

  it('keeps to the sections of its signs', () => {
    expect(readQuery('> save')).toEqual({ words: 'save', sections: ['action'], hasSign: true });
    const sections = (text: string) => [
      ...new Set(paletteHits([...places, action, node, lead], text, []).map(({ item: each }) => each.section)),
    ];
    expect(sections('>')).toEqual(['action']);
    expect(sections('@convoso')).toEqual(['node']);
    expect(sections('#555')).toEqual(['thing']);
    expect(paletteHits(places, 'zzz', [])).toEqual([]);
  });

  it('shows what was used last first, once', () => {
    const [top, ...rest] = paletteHits([...places, action], '', ['save', 'gone']);
    expect(top?.item).toMatchObject({ id: 'save', section: 'recent' });
    expect(rest.some(({ item: each }) => each.id === 'save')).toBe(false);
    expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  });
});
