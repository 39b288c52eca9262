// Finds nodes of a drawing by what a person remembers of them: their name, their type, or a text in their settings.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { FlowNode, Json } from '../../flows/language/document.ts';
import { isFileRef } from '../../flows/language/json.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { readingOrder } from './graph.ts';

/** A node that was found. `where` says in what, with the text around it. */
export interface Hit {
  node: string;
  where: string;
}

/** How much of a long text is shown on both sides of what was found. Letters. */
const AROUND = 24;

/** The nodes that hold the text, in reading order; none for a blank one. Upper and lower case are the same. */
export function findInFlow(state: Pick<FlowState, 'bundle' | 'catalogue'>, wanted: string): Hit[] {
  const text = wanted.trim().toLowerCase();
  if (text === '') return [];
  return readingOrder(state.bundle.document).flatMap((id) => {
    const node = state.bundle.document.nodes[id];
    const found = node && partsOf(state, id, node).find(({ words }) => words.toLowerCase().includes(text));
    return found ? [{ node: id, where: `${found.part}: ${cut(found.words, text)}` }] : [];
  });
}

interface Part {
  part: string;
  words: string;
}

function partsOf(state: Pick<FlowState, 'bundle' | 'catalogue'>, id: string, node: FlowNode): Part[] {
  const spec = state.catalogue[node.type];
  return [
    { part: 'Name', words: titleOf(state, id) },
    { part: 'Type', words: spec?.title ?? node.type },
    { part: 'Id', words: id },
    ...(node.note ? [{ part: 'Note', words: node.note }] : []),
    ...settings(node.config, { part: 'Settings', schema: spec?.config, files: state.bundle.files }),
    ...(spec?.aka ?? []).map((words) => ({ part: 'Also called', words })),
  ];
}

interface Under {
  part: string;
  schema: JsonSchema | undefined;
  files: Readonly<Record<string, string>>;
}

/** Every text, number and long expression of a value, under the title of its field. */
function settings(value: Json, at: Under): Part[] {
  if (isFileRef(value)) return [value.file, at.files[value.file] ?? ''].map((words) => ({ part: at.part, words }));
  if (Array.isArray(value)) return value.flatMap((each) => settings(each, { ...at, schema: at.schema?.items }));
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' || typeof value === 'number' ? [{ part: at.part, words: String(value) }] : [];
  return Object.entries(value).flatMap(([name, held]) => {
    const schema = at.schema?.properties?.[name];
    return settings(held, { ...at, schema, part: schema?.title ?? name });
  });
}

function cut(words: string, text: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const at = Math.max(line.toLowerCase().indexOf(text), 0);
  const [from, to] = [Math.max(at - AROUND, 0), at + text.length + AROUND];
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
}
