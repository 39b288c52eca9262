// What a look into a validation list finds in a written scene.
import type { Json } from '../../flows/language/document.ts';
import { folded } from '../../flows/language/list-fold.ts';
import { failedLook, type ListAsk, type ListFound, type ListLook, lookFor } from '../../flows/language/list-look.ts';
import { readRules } from '../../flows/language/list-rules-read.ts';

/** A list of a scene: its values, or values and rules with how old it is; `unreadable`: no look succeeds. */
export type SceneList =
  | string[]
  | { values?: string[]; rules?: Json; version?: number; ageDays?: number; limit?: number; unreadable?: boolean };

const DAY = 86_400_000;

/** The answer of the scene's list at the moment `now`; that of a list that is gone where the scene has none such. */
export function lookInScene(lists: Record<string, SceneList> | undefined, ask: ListAsk, now: number): ListLook {
  const given = lists && Object.hasOwn(lists, ask.list) ? lists[ask.list] : undefined;
  if (given === undefined) return lookFor(ask, () => undefined, now);
  const list = Array.isArray(given) ? { values: given } : given;
  if (list.unreadable) return failedLook('The case says so.');
  const find = (value: string): ListFound => ({
    entry: list.values?.find((each) => folded(each) === folded(value)),
    rules: readRules(list.rules).rules,
    version: list.version ?? 1,
    checkedAt: now - (list.ageDays ?? 0) * DAY,
    limitDays: list.limit ?? 0,
  });
  return lookFor(ask, find, now);
}
