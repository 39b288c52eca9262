// The paths of a sample with what they hold, for completion. Pure.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { joinPath, sizeWords } from '../../kit/json-paths.ts';

/** One path, and a short look at its value. */
export interface SamplePath {
  path: string;
  about: string;
}

const MOST = 400;
const DEEPEST = 6;

/** The paths of a view, the lead's first; at most 400, six levels deep, of a list its first item. */
export function samplePaths(view: JsonObject): SamplePath[] {
  const found: SamplePath[] = [];
  const walk = (value: Json, path: string, depth: number): void => {
    if (found.length >= MOST) return;
    found.push({ path, about: shown(value) });
    if (typeof value !== 'object' || value === null || depth >= DEEPEST) return;
    if (Array.isArray(value)) {
      if (value[0] !== undefined) walk(value[0], joinPath(path, 0), depth + 1);
      return;
    }
    for (const [key, child] of Object.entries(value)) walk(child, joinPath(path, key), depth + 1);
  };
  for (const [root, value] of Object.entries(view)) walk(value, root, 1);
  return found;
}

function shown(value: Json): string {
  if (typeof value === 'object' && value !== null) return sizeWords(value);
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
