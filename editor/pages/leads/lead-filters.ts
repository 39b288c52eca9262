// What the list of leads is narrowed by, and what a change of many leads goes by. Pure.

/** The filters, as the address names them. */
export const LEAD_FILTERS = [
  'q',
  'status',
  'final',
  'success',
  'list',
  'campaign',
  'source',
  'flag',
  'owner',
  'flow',
  'import',
  'span',
  'after',
  'before',
] as const;

/** The name of one. */
export type LeadFilter = (typeof LEAD_FILTERS)[number];

/** Which leads a change of many means: those named, or all that the filters find. */
export type LeadsMeant = { ids: readonly string[] } | { filter: Readonly<Record<string, string | boolean>> };

/** Filters that are yes or no. */
const FLAGS = ['final', 'success'];

/** All leads that the filters find, as far as they were created before `now`, ISO text: none that nobody has seen. */
export function allFound(filters: Readonly<Record<string, string>>, now: string): LeadsMeant {
  const said = Object.entries(filters).filter(([name, value]) => value !== '' && name !== 'sort');
  const meant = said.map(([name, value]) => [name, FLAGS.includes(name) ? value === 'true' : value]);
  return { filter: { before: now, ...Object.fromEntries(meant) } };
}

type Marks = Record<'final' | 'success', string>;

/** The marks of a status that leads can be narrowed by, each with the filters that it is. */
const MARK_FILTERS: readonly { id: string; label: string; filters: Marks }[] = [
  { id: 'open', label: 'Not final', filters: { final: 'false', success: '' } },
  { id: 'final', label: 'Final', filters: { final: 'true', success: '' } },
  { id: 'success', label: 'Success', filters: { final: '', success: 'true' } },
  { id: 'lost', label: 'Final without success', filters: { final: 'true', success: 'false' } },
];

/** The choices of the filter by mark. */
export const MARK_OPTIONS = MARK_FILTERS.map(({ id, label }) => ({ id, label }));

/** The choice that the filters are; '' for none of them. */
export function markOf({ final, success }: Marks): string {
  return MARK_FILTERS.find((each) => each.filters.final === final && each.filters.success === success)?.id ?? '';
}

/** The filters of a choice; none for ''. */
export function filtersOfMark(mark: string): Marks {
  return MARK_FILTERS.find(({ id }) => id === mark)?.filters ?? { final: '', success: '' };
}

/** What was seen in some rows and what is chosen, each once and in order: the choices of a filter that takes any text. */
export function seenOptions(seen: readonly string[], chosen: string): { id: string; label: string }[] {
  const all = new Set([...seen, chosen].filter((each) => each !== ''));
  return [...all].toSorted((a, b) => a.localeCompare(b)).map((each) => ({ id: each, label: each }));
}
