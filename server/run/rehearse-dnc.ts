// What a step that checks a number is told in a written scene.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { DncQuery } from '../../nodes/tools.ts';

interface SceneOfDnc {
  dnc?: { list?: string; number: string }[];
  staleDnc?: readonly string[];
}

/** A scene says a campaign in place of its lists. What the lead itself has put on a list (`effects`) is there too. */
export function rehearseDnc(
  { lists: named, numbers, campaign = '', wholeAccount = false }: DncQuery,
  scene: SceneOfDnc | undefined,
  { effects, at }: { effects: readonly { op: string; args: JsonObject }[]; at: string },
): Json {
  // A scene says no scopes: every list of it counts for the whole account.
  const within = (list: string) => wholeAccount || [...named, campaign].includes(list);
  const given = (scene?.dnc ?? []).map((entry) => ({ list: 'account', reason: 'given', ...entry }));
  const own = effects.flatMap(({ op, args }) =>
    op === 'dnc.add' ? [args as { list: string; number: string; reason: string }] : [],
  );
  const hit = [...given, ...own].find(({ list, number }) => within(list) && numbers.includes(number));
  const stale = scene?.staleDnc?.find(within);
  if (!hit && stale !== undefined) return { list: stale, why: 'old', says: `The DNC list ${stale} is too old.` };
  return hit ? { list: hit.list, number: hit.number, reason: hit.reason, addedAt: at } : null;
}
