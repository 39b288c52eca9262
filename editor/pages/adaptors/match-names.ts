// Auto-match: finds, for rows that are not mapped, the part of the sample with the same or nearly the same name. Pure.
import type { AdaptorField, Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { joinPath } from '../../kit/json-paths.ts';
import { aliasOf, digitsOf, likeness, normalName } from './names.ts';
import { formOf } from './value-forms.ts';
import { withSource } from './with-source.ts';

/** One row with the path that would fill it. `confidence` is 0.85 to 1. */
export interface Match {
  index: number;
  path: string;
  confidence: number;
  /** Why, in words. */
  because: string;
}

interface Source {
  path: string;
  name: string;
  /** The names of the branches above and its own. */
  full: string;
  value: Json;
  /** The lead before what steps found, and before the trigger. */
  rank: number;
}

const LEAST = 0.85;
const NAMESAKE = 0.97;
const ROOTS = ['lead', 'steps', 'trigger'];
const DEEPEST = 6;

/** True for a row that neither an expression nor a fixed value fills. */
export function isUnmapped(field: AdaptorField): boolean {
  return (field.from ?? '').trim() === '' && field.value === undefined;
}

/**
 * The matches, best first. No mapped row is touched, no path is given twice, and one that another row has already is
 * given only to its namesake.
 */
export function matchNames(fields: readonly AdaptorField[], view: JsonObject): Match[] {
  const used = new Set(fields.map(({ from = '' }) => formOf(from)?.path));
  const sources = ROOTS.flatMap((root, rank) => leaves(view[root], root, rank));
  const found = fields.flatMap((field, index) =>
    isUnmapped(field) && field.target.trim() !== ''
      ? sources.flatMap((source) => {
          const match = isOfType(source.value, field.type) ? likenessOf(field.target, source) : undefined;
          const isFree = !used.has(source.path) || (match?.confidence ?? 0) >= NAMESAKE;
          return match && isFree ? [{ index, path: source.path, rank: source.rank, ...match }] : [];
        })
      : [],
  );
  found.sort((a, b) => b.confidence - a.confidence || a.rank - b.rank || a.index - b.index);
  const taken = new Set<number | string>();
  const chosen: Match[] = [];
  for (const { rank: _, ...match } of found) {
    if (taken.has(match.index) || taken.has(match.path)) continue;
    taken.add(match.index).add(match.path);
    chosen.push(match);
  }
  return chosen;
}

/** The rows with the matches written into them. */
export function withMatches(fields: readonly AdaptorField[], matches: readonly Match[]): AdaptorField[] {
  const paths = new Map(matches.map(({ index, path }) => [index, path]));
  return fields.map((field, index) => {
    const path = paths.get(index);
    return path === undefined ? field : withSource(field, path);
  });
}

function likenessOf(target: string, source: Source): Pick<Match, 'confidence' | 'because'> | undefined {
  const parts = target.split('.').filter((part) => !/^\d+$/.test(part));
  const name = normalName(parts.at(-1) ?? '');
  const full = normalName(parts.join('_'));
  if (full === source.full) return { confidence: 1, because: 'Same name' };
  if (name === source.name) return { confidence: NAMESAKE, because: 'Same name, in another place' };
  const alias = aliasOf(full) ?? aliasOf(name);
  if (alias !== undefined && alias === aliasOf(source.name)) return { confidence: 0.93, because: `Both mean ${alias}` };
  if (digitsOf(name) !== digitsOf(source.name)) return undefined;
  const like = Math.max(likeness(full, source.full), likeness(name, source.name));
  return like >= LEAST ? { confidence: Math.min(like, 0.92), because: 'Nearly the same name' } : undefined;
}

function leaves(value: Json | undefined, path: string, rank: number, above: readonly string[] = []): Source[] {
  if (!isObject(value) || above.length >= DEEPEST) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = joinPath(path, key);
    const names = [...above, key];
    if (isObject(child)) return leaves(child, at, rank, names);
    if (Array.isArray(child)) return [];
    return [{ path: at, name: normalName(key), full: normalName(names.join('_')), value: child, rank }];
  });
}

function isOfType(value: Json, type: AdaptorField['type']): boolean {
  if (type === undefined || type === 'string' || value === null || value === '') return true;
  if (type === 'number')
    return typeof value === 'number' || (typeof value === 'string' && Number.isFinite(Number(value)));
  return typeof value === 'boolean' || /^(true|false|yes|no|y|n|1|0|on|off)$/i.test(String(value).trim());
}
