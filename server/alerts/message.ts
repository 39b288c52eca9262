// What an alert says: the incidents of one round in an admin's words, with links. Pure.
import type { Json } from '../../flows/language/document.ts';
import type { IncidentKey, IncidentRow } from '../store/admin-rows.ts';

/** A message, as e-mail (`subject`, `text`) and as the JSON that a webhook is sent. */
export interface AlertMessage {
  subject: string;
  text: string;
  /** `text` is what chat systems show; `items` is for programs. */
  payload: { text: string; items: Json[] };
}

/** What a message is written with. */
export interface AlertWords {
  /** The server as others reach it, without a slash at its end. */
  address: string;
  /** What people call a flow and a node of it; their ids where they are gone. */
  nameOf(flow: string, node: string): { flow: string; node: string };
}

/** Groups that a message tells one by one; the others are counted. */
const MOST_TOLD = 20;
/** Longest reason in a message, characters: a receiver's words may be pages. */
const LONGEST_SAYS = 300;

/** `<n> <what happened> <where>`, for one and for many. */
const HAPPENED: Readonly<Record<IncidentKey['kind'], readonly [one: string, many: string]>> = {
  held: ['run was stopped and waits for a person', 'runs were stopped and wait for a person'],
  unknown: [
    'run waits for a person, since nobody knows whether the receiver took the lead',
    'runs wait for a person, since nobody knows whether the receiver took the leads',
  ],
  unrecognised: ['answer of a receiver could not be read', 'answers of a receiver could not be read'],
  receiver: ['lead met a receiver that fails', 'leads met a receiver that fails'],
  locked: ['lead waits, since the secrets cannot be opened', 'leads wait, since the secrets cannot be opened'],
  paused: ['pause was set by Leadflow itself', 'pauses were set by Leadflow itself'],
  list: ['DNC list needs a look', 'DNC lists need a look'],
};
/** Of an incident without a run, which a schedule has that could not begin one. */
const LEFT_OUT = ['time of a schedule was left out', 'times of a schedule were left out'] as const;

/** The message about incidents; `told` of each is how many this reader knows of. At least one item. */
export function messageOf(items: readonly IncidentRow[], words: AlertWords): AlertMessage {
  const shown = items.slice(0, MOST_TOLD);
  const left = items.slice(MOST_TOLD).reduce((sum, item) => sum + news(item), 0);
  const more = left === 0 ? [] : [`And ${left} more at other places: ${words.address}/held`];
  const text = [...shown.map((item) => paragraph(item, words)), ...more].join('\n\n');
  return {
    subject: oneLine(subjectOf(items, words)),
    text,
    payload: { text, items: items.map((item) => itemOf(item, words)) },
  };
}

/** What the test button sends. */
export function testMessage({ address }: AlertWords): AlertMessage {
  const text = `This is a test: alerts of Leadflow arrive here.\n${address}`;
  return { subject: 'Leadflow: a test of alerts', text, payload: { text, items: [] } };
}

function subjectOf(items: readonly IncidentRow[], words: AlertWords): string {
  const [first] = items;
  if (first && items.length === 1) return `Leadflow: ${headline(first, words)}`;
  const of = items.filter(({ kind }) => kind !== 'list');
  const lists = new Set(items.filter(({ kind }) => kind === 'list').map(({ about }) => about)).size;
  const told = lists === 0 ? '' : `${lists} ${HAPPENED.list[lists === 1 ? 0 : 1]}`;
  if (of.length === 0) return `Leadflow: ${told}`;
  const happened = of.reduce((sum, item) => sum + news(item), 0);
  const flows = new Set(of.map(({ flow }) => flow)).size;
  const where = `${of.length === 1 ? 'one place' : `${of.length} places`} in ${flows === 1 ? 'one flow' : `${flows} flows`}`;
  return `Leadflow: ${happened} leads need a look, at ${where}${told === '' ? '' : `; ${told}`}`;
}

function paragraph(item: IncidentRow, words: AlertWords): string {
  const { says, run } = item;
  const since =
    item.told === 0 ? `Since ${moment(item.firstAt)}` : `Since ${moment(item.sinceAt)}, ${item.count} in all`;
  const list = listOf(item, words);
  return [
    `${headline(item, words)}.`,
    ...(says === '' ? [] : [says.slice(0, LONGEST_SAYS)]),
    run === '' ? `${since}.` : `${since}. The newest: ${words.address}/runs/${encodeURIComponent(run)}`,
    ...(list === undefined
      ? []
      : [`${item.kind === 'list' ? 'Import its newest file' : 'Look at them, and decide'}: ${list}`]),
  ].join('\n');
}

function headline(item: IncidentRow, words: AlertWords): string {
  if (item.kind === 'list')
    return `The DNC list ${item.about} ${item.code === 'soon' ? 'is soon too old' : 'cannot be relied on'}`;
  const { flow, node } = words.nameOf(item.flow, item.node);
  const [one, many] = item.run === '' ? LEFT_OUT : HAPPENED[item.kind];
  const number = news(item);
  const more = item.told === 0 ? '' : ' more';
  const about = item.about === '' ? '' : ` (${item.about})`;
  const where = item.node === '' ? `in “${flow}”` : `at “${node}” in “${flow}”`;
  return `${number}${more} ${number === 1 ? one : many}${about}, ${where}`;
}

/** The page where a person decides, for what a person can decide. */
function listOf({ kind, flow, node }: IncidentRow, { address }: AlertWords): string | undefined {
  if (kind === 'list') return `${address}/dnc`;
  if (kind === 'paused') return `${address}/flows/${encodeURIComponent(flow)}`;
  if (kind !== 'held' && kind !== 'unknown') return undefined;
  const place = new URLSearchParams({ flow, ...(node === '' ? {} : { node }) });
  return `${address}/held?${place}`;
}

function itemOf(item: IncidentRow, words: AlertWords): Json {
  const { kind, flow, node, code, about, says, run, count } = item;
  const link = listOf(item, words) ?? `${words.address}/runs/${encodeURIComponent(run)}`;
  const since = new Date(item.told === 0 ? item.firstAt : item.sinceAt).toISOString();
  const newest = new Date(item.lastAt).toISOString();
  return { kind, flow, node, code, about, says, run, new: news(item), count, since, newest, link };
}

/** How many this reader does not know of. */
function news({ count, told }: IncidentRow): number {
  return count - told;
}

function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A name of a flow becomes part of a mail's head. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
