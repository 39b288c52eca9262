// The choices of a drop-down that are read from the server: what is asked, and what the form says of it. Pure.
import type { JsonSchema, OptionSource } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import type { Options, OptionsFault } from '../types.ts';
import type { Choice, FormField } from './form-model.ts';

/** One question to `GET /api/options/<source>`. */
export interface OptionsAsk {
  source: OptionSource['source'];
  query: Record<string, string>;
  /** Titles of the fields that must be set first. */
  missing: string[];
}

/** How the choices of a field stand. */
export type OptionsState =
  | { is: 'waiting' | 'loading' | 'quiet'; says: string }
  | { is: 'loaded'; says: string; at: string }
  | { is: OptionsFault['is']; says: string; remedy: string };

const SOURCES: Readonly<Record<NonNullable<JsonSchema['x-ref']>, OptionSource['source']>> = {
  connection: 'connections',
  endpoint: 'endpoints',
  adaptor: 'adaptors',
  flow: 'flows',
  list: 'lists',
  'dnc-list': 'dnc-lists',
  'lead-list': 'lead-lists',
  status: 'statuses',
};

/** Where the choices of a field are read from: said by the schema, or by what it names. */
export function sourceOf(schema: JsonSchema): OptionSource | undefined {
  if (schema['x-options']) return schema['x-options'];
  const ref = schema['x-ref'];
  if (ref === undefined) return undefined;
  if (ref !== 'endpoint') return { source: SOURCES[ref] };
  return { source: 'endpoints', dependsOn: [schema['x-depends-on'] ?? 'connection'] };
}

/** Names that a source knows by themselves; every other field is a field of the call. */
const KNOWN: readonly string[] = ['connection', 'endpoint', 'method', 'items', 'value', 'label'];
/** Paths that may be blank: the answer, or the item, itself. */
const MAY_BE_BLANK: readonly string[] = ['items', 'value', 'label'];

/** What is asked for a field that stands beside `siblings`. */
export function askOf(source: OptionSource, siblings: JsonObject, titles: FormField['titles'] = {}): OptionsAsk {
  const query: Record<string, string> = { ...source.with };
  const given: JsonObject = {};
  const missing: string[] = [];
  for (const key of source.dependsOn ?? []) {
    const value = siblings[key];
    const text = typeof value === 'object' && value !== null ? '' : String(value ?? '');
    if (text === '' && !MAY_BE_BLANK.includes(key)) missing.push(titles[key] ?? key);
    if (KNOWN.includes(key)) query[key] = text;
    else given[key] = text;
  }
  if (Object.keys(given).length > 0) query.given = JSON.stringify(given);
  return { source: source.source, query, missing };
}

/** True for choices that depend on another field, or come from a receiver: the form says when they were read. */
export function isDependent({ source, dependsOn }: OptionSource): boolean {
  return source === 'connection-data' || (dependsOn ?? []).length > 0;
}

/** What was read, as far as it was. */
export interface OptionsReading {
  options: Options | undefined;
  /** What the last reading failed with, in words. */
  failed: { says: string; remedy: string } | undefined;
}

/** The words under the field. */
export function stateOf(source: OptionSource, ask: OptionsAsk, { options, failed }: OptionsReading): OptionsState {
  if (ask.missing.length > 0) return { is: 'waiting', says: `Choose ${inWords(ask.missing)} first.` };
  if (failed) return { is: 'failed', ...failed };
  const asked = ask.query.connection ?? '';
  if (!options) return { is: 'loading', says: asked === '' ? 'Reading the choices…' : `Asking ${asked}…` };
  const { fault, items, left, of, fetchedAt } = options;
  if (fault) return fault;
  if (!isDependent(source)) return { is: 'quiet', says: '' };
  const who = of === '' ? '' : ` by ${of}`;
  if (items.length === 0) return { is: 'loaded', says: `Nothing is offered${who}; read`, at: fetchedAt };
  const more =
    left > 0
      ? `The first ${items.length.toLocaleString('en')} of ${(items.length + left).toLocaleString('en')}`
      : items.length.toLocaleString('en');
  return { is: 'loaded', says: `${more} offered${who}; read`, at: fetchedAt };
}

/** What to say of a value that is not among the choices; undefined where it is, or where nobody can tell. */
export function staleWords(value: string, { options }: OptionsReading, isTypedNow: boolean): string | undefined {
  if (value === '' || !options || options.fault || options.left > 0) return undefined;
  if (options.items.some((item) => item.value === value)) return undefined;
  const { of } = options;
  if (isTypedNow)
    return `${value} is not among what ${of === '' ? 'there is' : `${of} offers`}. It is kept as you typed it.`;
  if (of === '') return `${value} is not there any more. It is kept until you choose another.`;
  return `${value} is no longer offered by ${of}. It is kept until you choose another.`;
}

/** As the drop-down lists take them. */
export function choicesOf(options: Options | undefined): Choice[] {
  return (options?.items ?? []).map(({ value, label, hint }) => ({
    id: value,
    label,
    ...(hint === undefined ? (label === value ? {} : { hint: value }) : { hint }),
  }));
}

/** `14:02`, in the reader's zone. */
export function clockOf(at: string): string {
  return new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(at));
}

function inWords(titles: readonly string[]): string {
  const named = titles.map((title) => `“${title}”`);
  return named.length < 2 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
