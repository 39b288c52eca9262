// What a look into a validation list finds in a written scene.
import type { Json } from '../../flows/language/document.ts';
import { failedLook, type ListAsk, type ListLook, lookOf } from '../../flows/language/list-look.ts';
import { folded } from '../../flows/language/list-rules.ts';
import { readRules } from '../../flows/language/list-rules-read.ts';

/** A list of a scene: its values, or values and rules with how old it is; `unreadable`: no look succeeds. */
export type SceneList =
  | string[]
  | { values?: string[]; rules?: Json; version?: number; ageDays?: number; limit?: number; unreadable?: boolean };

const DAY = 86_400_000;

/** The answer of the scene's list at the moment `now`; that of a list that is gone where the scene has none such. */
export function lookInScene(lists: Record<string, SceneList> | undefined, ask: ListAsk, now: number): ListLook {
  const given = lists?.[ask.list];
  if (given === undefined) return lookOf(undefined, ask, now);
  const list = Array.isArray(given) ? { values: given } : given;
  if (list.unreadable) return failedLook('The case says so.');
  const found = {
    entry: list.values?.find((each) => folded(each) === folded(ask.value)),
    rules: readRules(list.rules).rules,
    version: list.version ?? 1,
    checkedAt: now - (list.ageDays ?? 0) * DAY,
    limitDays: list.limit ?? 0,
  };
  return lookOf(found, ask, now);
}
