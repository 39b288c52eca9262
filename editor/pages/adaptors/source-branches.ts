// The sample as a tree of paths: what can be mapped, filtered by name, path or value. Pure.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { joinPath, sizeWords } from '../../kit/json-paths.ts';

/** One place in the sample. */
export interface Branch {
  /** As an expression writes it; unique in the tree. */
  path: string;
  name: string;
  /** JSON type: object, list, text, number, yes or no, null. */
  type: string;
  /** The value, or how much a branch holds, in few words. */
  shown: string;
  children: readonly Branch[];
}

/** Children of one place that are shown; the filter finds the rest. */
export const MOST_CHILDREN = 60;
const DEEPEST = 12;

/** The roots of the sample with all below them, empty roots left out. */
export function branchesOf(view: JsonObject): Branch[] {
  return Object.entries(view).flatMap(([key, value]) =>
    isBlank(value) ? [] : [branchOf(key, key, { value, depth: 0 })],
  );
}

function isBlank(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function branchOf(path: string, name: string, { value, depth }: { value: Json; depth: number }): Branch {
  if (typeof value !== 'object' || value === null) return { path, name, ...leafWords(value), children: [] };
  const isList = Array.isArray(value);
  const entries = depth < DEEPEST ? Object.entries(value) : [];
  return {
    path,
    name,
    type: isList ? 'list' : 'object',
    shown: sizeWords(value),
    children: entries.map(([key, child]) =>
      branchOf(joinPath(path, isList ? Number(key) : key), isList ? `[${key}]` : key, {
        value: child,
        depth: depth + 1,
      }),
    ),
  };
}

function leafWords(value: null | boolean | number | string): Pick<Branch, 'type' | 'shown'> {
  if (value === null) return { type: 'null', shown: 'null' };
  if (typeof value === 'boolean') return { type: 'yes or no', shown: String(value) };
  const text = JSON.stringify(value);
  return {
    type: typeof value === 'number' ? 'number' : 'text',
    shown: text.length > 80 ? `${text.slice(0, 79)}…` : text,
  };
}

/** What fits the words of the filter, with the branches above it; everything for a blank filter. */
export function filtered(branches: readonly Branch[], filter: string): Branch[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length === 0 ? branches.map(cut) : branches.flatMap((branch) => fitting(branch, words)).map(cut);
}

function fitting(branch: Branch, words: readonly string[]): Branch[] {
  const text = `${branch.path} ${branch.children.length === 0 ? branch.shown : ''}`.toLowerCase();
  const children = branch.children.flatMap((child) => fitting(child, words));
  if (children.length > 0) return [{ ...branch, children }];
  return words.every((word) => text.includes(word)) ? [{ ...branch, children: [] }] : [];
}

function cut(branch: Branch): Branch {
  return { ...branch, children: branch.children.slice(0, MOST_CHILDREN).map(cut) };
}

/** The paths of branches to show open: roots and lead at first, all of them while filtering. */
export function openAtFirst(branches: readonly Branch[], isFiltering: boolean): string[] {
  const open = branches.filter(
    ({ children, path }) => isFiltering || path === 'lead' || (path === 'steps' && children),
  );
  return open.flatMap((branch) => [branch.path, ...(isFiltering ? openAtFirst(branch.children, true) : [])]);
}

/** How many places of the tree the limit hides. */
export function hiddenCount(all: readonly Branch[], shown: readonly Branch[]): number {
  return count(all) - count(shown);
}

function count(branches: readonly Branch[]): number {
  return branches.reduce((sum, { children }) => sum + 1 + count(children), 0);
}

/** The value at a path of the tree, in few words. */
export function shownAt(view: JsonObject, path: string): string {
  const found = (branches: readonly Branch[]): Branch | undefined => {
    for (const branch of branches) {
      if (branch.path === path) return branch;
      const below = path.startsWith(branch.path) ? found(branch.children) : undefined;
      if (below) return below;
    }
    return undefined;
  };
  return found(branchesOf(view))?.shown ?? '';
}
