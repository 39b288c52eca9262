// The retry of a node as its form shows it: what it is tried again after, and the probe. Pure.
import type { FlowNode, JsonObject, RetryPolicy } from '../../flows/language/document.ts';

/** What a call is tried again after where the node does not say. */
export const USUAL_ON: readonly string[] = ['not-sent', '429', '503'];

/** The boxes of the form: what stands in the file, and its words. */
export const RETRY_ON: readonly { id: string; label: string }[] = [
  { id: 'not-sent', label: 'Nothing was sent' },
  { id: '429', label: 'Too many requests (429)' },
  { id: '503', label: 'Unavailable (503)' },
  { id: '5xx', label: 'Any fault of the receiver (500 to 599)' },
];

/** What is chosen, as texts; the usual where the node does not say. */
export function chosenOn(retry: RetryPolicy | undefined): string[] {
  return retry?.on === undefined ? [...USUAL_ON] : retry.on.map(String);
}

/** The statuses beside those of the boxes, as a person types them: "408, 425". */
export function ownStatuses(on: readonly string[]): string {
  return on.filter((each) => !RETRY_ON.some(({ id }) => id === each)).join(', ');
}

/** Reads what was typed: statuses and classes such as 4xx; undefined where something else stands among them. */
export function readStatuses(text: string): string[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.every((word) => /^([345]\d\d|[345]xx)$/.test(word)) ? words : undefined;
}

/** The value for the file, in the order of the boxes; undefined where it is what is usual. */
export function onFrom(chosen: readonly string[]): RetryPolicy['on'] | undefined {
  const boxes = RETRY_ON.map(({ id }) => id).filter((id) => chosen.includes(id));
  const all = [...boxes, ...new Set(chosen.filter((each) => !boxes.includes(each)))];
  if (all.length === USUAL_ON.length && all.every((each) => USUAL_ON.includes(each))) return undefined;
  return all.map((each) => (/^\d+$/.test(each) ? Number(each) : each));
}

/** How the form shows what happens to a call whose outcome nobody knows. */
export function unknownChoice(onUnknown: FlowNode['onUnknown']): 'usual' | 'retry' | 'hold' | 'probe' {
  if (onUnknown === undefined) return 'usual';
  return typeof onUnknown === 'string' ? onUnknown : 'probe';
}

/** The value for the file. A new probe asks with nothing chosen yet. */
export function unknownFrom(choice: string, before: FlowNode['onUnknown']): FlowNode['onUnknown'] {
  if (choice === 'retry' || choice === 'hold') return choice;
  if (choice !== 'probe') return undefined;
  return typeof before === 'object' ? before : { endpoint: '', accepted: '' };
}

/** The endpoints that a probe may ask: those of the node's own connection. */
export function probeEndpoints(
  config: JsonObject,
  connections: readonly { slug: string; endpoints: { slug: string; name: string; method: string }[] }[],
): { id: string; label: string; hint: string }[] {
  const endpoints = connections.find((each) => each.slug === config.connection)?.endpoints ?? [];
  return endpoints.map(({ slug, name, method }) => ({ id: slug, label: name, hint: `${method} · ${slug}` }));
}
