// Why a run waits without a timer, in words. Pure.
import type { Names } from '../types.ts';

/** What a queue is named after: `flow:<slug>`, `origin:<origin>`, `node:<flow>/<node>`. */
export function queueParts(queue: string): { kind: string; key: string } {
  const at = queue.indexOf(':');
  return { kind: queue.slice(0, at), key: queue.slice(at + 1) };
}

/** A sentence that says what the run waits for. */
export function queueWords(queue: string, names: Pick<Names, 'flows' | 'connections'>): string {
  const { kind, key } = queueParts(queue);
  switch (kind) {
    case 'flow':
      return `Waits because the flow ${nameIn(names.flows, key)} is paused.`;
    case 'source':
      return 'Waits because the source that sent the lead is paused.';
    case 'connection':
      return `Waits because the connection ${nameIn(names.connections, key)} is paused.`;
    case 'node':
      return `Waits because the step ${key.split('/').at(-1)} of ${nameIn(names.flows, key.split('/')[0] ?? '')} is paused.`;
    case 'origin':
      return `Waits for ${key}: as many calls as it takes are under way, or it has been failing.`;
    case 'secrets':
      return 'Waits because the secrets cannot be opened: their key is missing or wrong. An operator must put the right key back.';
    case 'turn':
      return `Waits for its turn: ${nameIn(names.flows, key)} walks as many runs at a time as it may.`;
    default:
      return 'Waits for its turn.';
  }
}

/** The same in a few words, for a list. */
export function queueLabel(queue: string, names: Pick<Names, 'flows' | 'connections'>): string {
  const { kind, key } = queueParts(queue);
  switch (kind) {
    case 'flow':
      return `Flow ${nameIn(names.flows, key)} is paused`;
    case 'source':
      return 'Its source is paused';
    case 'connection':
      return `Connection ${nameIn(names.connections, key)} is paused`;
    case 'node':
      return `Step ${key.split('/').at(-1)} is paused`;
    case 'origin':
      return `Waits for ${key}`;
    case 'secrets':
      return 'The secrets are locked';
    case 'turn':
      return `Waits for its turn in ${nameIn(names.flows, key)}`;
    default:
      return 'Waits for its turn';
  }
}

function nameIn(things: readonly { slug: string; name: string }[], slug: string): string {
  const name = things.find((each) => each.slug === slug)?.name;
  return name === undefined ? slug : `“${name}”`;
}
