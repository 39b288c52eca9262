// Holds the table of keys, the palette's search and the one-line summaries.
import { describe, expect, it } from 'vitest';
import { searchTypes } from '../../editor/canvas/palette-search.ts';
import { summaryOf } from '../../editor/canvas/summary.ts';
import { KEYMAP } from '../../editor/keys/keymap.ts';
import { bindingFor, keyText, type Stroke } from '../../editor/keys/stroke.ts';
import type { Names } from '../../editor/types.ts';
import { SPECS, sampleBundle, specFor } from './canvas-sample.ts';

function stroke(key: string, held: Partial<Stroke> = {}): Stroke {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, ...held };
}
const canvas = { scope: 'canvas', typing: false, reading: false } as const;
const page = { scope: 'page', typing: false, reading: false } as const;

describe('keys', () => {
  it('finds single keys on the canvas only', () => {
    expect(bindingFor(stroke('n'), canvas)?.command).toBe('quick-add');
    expect(bindingFor(stroke('/'), canvas)?.command).toBe('quick-add');
    expect(bindingFor(stroke('n'), page)).toBeUndefined();
    expect(bindingFor(stroke('?', { shiftKey: true }), canvas)?.command).toBe('keys');
    expect(bindingFor(stroke('+', { shiftKey: true }), canvas)?.command).toBe('zoom-in');
  });

  it('tells Ctrl, Shift and plain strokes apart', () => {
    expect(bindingFor(stroke('z', { ctrlKey: true }), page)?.command).toBe('undo');
    expect(bindingFor(stroke('Z', { ctrlKey: true, shiftKey: true }), page)?.command).toBe('redo');
    expect(bindingFor(stroke('y', { metaKey: true }), page)?.command).toBe('redo');
    expect(bindingFor(stroke('ArrowRight'), canvas)?.command).toBe('walk-next');
    expect(bindingFor(stroke('ArrowRight', { ctrlKey: true }), canvas)?.command).toBe('nudge-right');
    expect(bindingFor(stroke('ArrowRight', { ctrlKey: true, shiftKey: true }), canvas)?.command).toBe('nudge-right');
    expect(bindingFor(stroke('P', { shiftKey: true }), canvas)?.command).toBe('publish');
    expect(bindingFor(stroke('Delete', { shiftKey: true }), canvas)?.command).toBe('delete-only');
    expect(bindingFor(stroke('†', { shiftKey: true, altKey: true, code: 'KeyT' }), canvas)?.command).toBe('tidy');
  });

  it('hears only Save while a person types, and nothing while they compose', () => {
    expect(bindingFor(stroke('z', { ctrlKey: true }), { ...page, typing: true })).toBeUndefined();
    expect(bindingFor(stroke('s', { ctrlKey: true }), { ...page, typing: true })?.command).toBe('save');
    expect(bindingFor(stroke('n', { isComposing: true }), canvas)).toBeUndefined();
  });

  it('lets a viewer walk and look, but not draw', () => {
    expect(bindingFor(stroke('ArrowLeft'), { ...canvas, reading: true })?.command).toBe('walk-previous');
    expect(bindingFor(stroke('Delete'), { ...canvas, reading: true })).toBeUndefined();
  });

  it('gives no stroke to two commands of one scope', () => {
    const all = KEYMAP.flatMap((binding) => binding.keys.map((keys) => `${binding.scope} ${keys}`));
    expect(new Set(all).size).toBe(all.length);
    expect(keyText('Mod+Shift+Z')).toBe('Ctrl+Shift+Z');
    expect(keyText('Mod+ArrowUp', true)).toBe('⌘+↑');
  });
});

describe('the palette', () => {
  const find = (query: string) => searchTypes(SPECS, query).map(({ spec }) => spec.type);

  it('finds a type by the name that another system has for it', () => {
    expect(find('Processr')[0]).toBe('validation-list');
    expect(searchTypes(SPECS, 'convertr')[0]).toMatchObject({ alias: 'Convertr Connect - Validation List' });
    // Of names that hold a word each, the one that holds them all.
    const [spec] = SPECS.slice(0, 1).map((each) => ({ ...each, aka: ['Looping (Zapier)', 'Ping tree'] }));
    expect(searchTypes(spec ? [spec] : [], 'ping tree')[0]).toMatchObject({ alias: 'Ping tree' });
  });

  it('puts a title before an about, asks for every word, and shows everything for nothing', () => {
    expect(find('http')).toEqual(['http-request', 'webhook']);
    expect(find('list value')).toEqual(['validation-list']);
    expect(find('zebra')).toEqual([]);
    expect(find('')).toHaveLength(SPECS.length);
  });
});

describe('a summary', () => {
  const nodes = sampleBundle().document.nodes;

  it('says the required fields, and rows as a count', () => {
    const about = (id: string, names?: Names) => {
      const node = nodes[id];
      return node ? summaryOf(node, specFor(node.type), names) : undefined;
    };
    expect(about('arrive')).toBe('acme/leads · POST');
    expect(about('table')).toBe('2 rows');
    expect(about('list')).toBe('keys · lead.email');
    expect(about('ask')).toBe('');
    const lists = [{ slug: 'keys', name: 'Key accounts' }];
    const names = {
      connections: [],
      templates: [],
      adaptors: [],
      lists,
      dncLists: [],
      leadLists: [],
      campaigns: [],
      statuses: [],
      flows: [],
    };
    expect(about('list', names)).toBe('Key accounts · lead.email');
  });
});
