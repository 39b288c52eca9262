// What recorded answers could be told apart by: the scalar values at their paths, without those that change with every lead.
import type { Json } from './document.ts';
import { isForbiddenKey, isObject } from './json.ts';

/** Levels, and members of a list, that are looked at. */
const DEEPEST = 6;
const MOST_MEMBERS = 3;
const MOST_PATHS = 300;
/** Longer texts are sentences for people. */
const LONGEST_VALUE = 60;

/** Names under which receivers say what became of a lead, the surest first. */
const TELLING = [
  'success',
  'accepted',
  'outcome',
  'result',
  'status',
  'ok',
  'valid',
  'code',
  'response',
  'state',
  'error',
  'type',
  'reason',
  'message',
  'text',
];
/** Rank of a path whose name says nothing. */
const UNNAMED = 1000;
/** Names of what differs from lead to lead and tells nothing. */
const UNTELLING =
  /(^|[._@-])(id|ids|uuid|guid|key|token|hash|nonce|time|timestamp|date|created|updated|at|ms|duration|elapsed|took|request|trace|correlation|reference|ref|price|amount|cost|bid|count|phone|email|name|zip|agent|server|host|version|queue|session)$|[a-z](Id|At|Time|Date|Key|Token|Uuid)$|_(id|at|time|date|key|token)$/;

/** Path -> the text there, trimmed. */
export type Leaves = ReadonlyMap<string, string>;

/** The scalars of an answer by dotted path. Of text: its first word under `text`. */
export function leavesOf(data: Json | undefined): Leaves {
  const leaves = new Map<string, string>();
  if (data !== undefined) gather(data, '', 0, leaves);
  return leaves;
}

function gather(value: Json, path: string, depth: number, leaves: Map<string, string>): void {
  if (leaves.size >= MOST_PATHS || depth > DEEPEST || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, member] of value.slice(0, MOST_MEMBERS).entries())
      gather(member, joined(path, String(index)), depth + 1, leaves);
  } else if (isObject(value)) {
    for (const [name, held] of Object.entries(value))
      if (name !== '' && !name.includes('.') && name !== '*' && !isForbiddenKey(name))
        gather(held, joined(path, name), depth + 1, leaves);
  } else if (path !== '') leaves.set(path, String(value).trim());
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** As rules compare texts. */
export function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** A path that might tell answers apart, with its rank: the smaller the surer. */
export interface Candidate {
  path: string;
  rank: number;
}

/** The paths whose values could be a verdict, the surest first. */
export function tellingPaths(all: readonly Leaves[]): Candidate[] {
  const paths = new Set(all.flatMap((leaves) => [...leaves.keys()]));
  return [...paths]
    .filter((path) => !UNTELLING.test(path) && isStable(all.flatMap((leaves) => leaves.get(path) ?? [])))
    .map((path) => ({ path, rank: rankOf(path) }))
    .toSorted((a, b) => a.rank - b.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
}

/** Every path whose mere presence might tell something. */
export function presencePaths(all: readonly Leaves[]): Candidate[] {
  const paths = new Set(all.flatMap((leaves) => [...leaves.keys()]));
  return [...paths]
    .map((path) => ({ path, rank: rankOf(path) + (UNTELLING.test(path) ? 5 : 0) }))
    .toSorted((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1));
}

/** True where the name of the path is one under which receivers say what became of a lead. */
export function isTelling({ rank }: Candidate): boolean {
  return rank < UNNAMED;
}

/** Whether the values come again: neither all different, nor sentences, nor what looks like an id or a time. */
function isStable(values: readonly string[]): boolean {
  const different = new Set(values.map(folded));
  if (values.some((value) => value.length > LONGEST_VALUE || value === '')) return false;
  if ([...different].some((value) => /^[0-9a-f]{8}-[0-9a-f]{4}-|^\d{4}-\d\d-\d\d|^\d{9,}$|^[0-9a-f]{16,}$/.test(value)))
    return false;
  return different.size === 1 || different.size <= Math.max(2, Math.ceil(values.length * 0.7));
}

function rankOf(path: string): number {
  const parts = path.toLowerCase().split('.');
  const last = (parts.at(-1) ?? '').replace(/^.*:/, '').replace(/^@/, '');
  const exact = TELLING.indexOf(last);
  const partly = TELLING.findIndex((name) => last.includes(name));
  const named = exact !== -1 ? exact : partly !== -1 ? TELLING.length + partly : UNNAMED;
  return named + parts.length;
}
