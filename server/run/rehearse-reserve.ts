// What a step that reserves is told in a written scene.
import type { Reserve, ReserveResult } from '../../nodes/tools.ts';

/** `given` holds parts of keys as they are compared: a key is taken where all of its parts are there. */
export function rehearseReserve({ keys, windowMs }: Reserve, given: readonly string[], now: number): ReserveResult {
  const isGiven = (part: string) => given.includes(part.slice(part.indexOf(':') + 1));
  const key = keys.find(({ parts }) => parts.every(isGiven));
  const timeOf = (moment: number) => new Date(moment).toISOString();
  if (!key) return { until: windowMs === null ? '' : timeOf(now + windowMs), met: null };
  return {
    until: '',
    met: { run: 'given', leadId: 'given', since: timeOf(now), state: 'accepted', key: key.says },
  };
}
