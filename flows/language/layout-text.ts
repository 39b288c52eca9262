// layout.json: where the nodes of a flow stand, one a line, so that moving a node changes one line.
import type { JsonSchema } from './catalogue.ts';
import type { Json, Layout } from './document.ts';
import { isObject } from './json.ts';
import { LAYOUT_NOTES_SCHEMA, POSITION_SCHEMA } from './schemas.ts';
import { misfits } from './structure.ts';
import { readYaml, unreadable } from './yaml-read.ts';

const LAYOUT_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    nodes: { type: 'object', additionalProperties: POSITION_SCHEMA },
    notes: LAYOUT_NOTES_SCHEMA,
  },
};

/**
 * Reads `layout.json`. Places that stand at the top instead of under `nodes` are read too.
 * Fails with TEXT_UNREADABLE, each field `layout.json:<line>:<column>`.
 */
export function readLayout(text: string): Layout {
  // JSON is YAML too, and this reader knows the line and column of each fault.
  const { json, at } = readYaml('layout.json', text);
  const all = isObject(json) ? json : {};
  const isFlat =
    Object.keys(all).length > 0 && Object.values(all).every((place) => Array.isArray(place) && place.length === 2);
  const wrong = misfits(isFlat ? { type: 'object', additionalProperties: POSITION_SCHEMA } : LAYOUT_SCHEMA, json);
  if (wrong.length > 0) throw unreadable(wrong.map(({ path, says }) => ({ field: at(path), says })));
  const nodes: Layout['nodes'] = {};
  const places = isFlat ? all : (all.nodes ?? {});
  for (const [id, place] of Object.entries(places)) nodes[id] = placeOf(place);
  const { notes } = all;
  return { nodes, ...(!isFlat && Array.isArray(notes) ? { notes: notes.flatMap(noteOf) } : {}) };
}

/** The text of `layout.json`: the places of the nodes in `order`, whole pixels, then the notes. */
export function writeLayout({ nodes, notes = [] }: Layout, order: readonly string[]): string {
  const places = order.flatMap((id) => {
    const place = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    return place ? [`${JSON.stringify(id)}: ${placeText(place)}`] : [];
  });
  const texts = notes.map(({ text, at }) => `{ "text": ${JSON.stringify(text)}, "at": ${placeText(at)} }`);
  const parts = [
    `  "nodes": ${block('{}', places)}`,
    ...(texts.length > 0 ? [`  "notes": ${block('[]', texts)}`] : []),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function block(brackets: '{}' | '[]', lines: readonly string[]): string {
  if (lines.length === 0) return brackets;
  return `${brackets[0]}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${brackets[1]}`;
}

function placeText(place: readonly [number, number]): string {
  // Math.round gives -0 for -0.4, which JSON would not give back.
  const [x, y] = place.map((pixels) => Math.round(pixels) + 0);
  return `[${x}, ${y}]`;
}

function placeOf(place: Json): [number, number] {
  const [x, y] = Array.isArray(place) ? place : [];
  return [Number(x), Number(y)];
}

function noteOf(note: Json): { text: string; at: [number, number] }[] {
  return isObject(note) ? [{ text: String(note.text), at: placeOf(note.at ?? null) }] : [];
}
