// What the flows that a step calls come to, where a scene says it: for rehearsals.
import type { Json } from '../../flows/language/document.ts';
import type { ChildEnd } from '../../nodes/tools.ts';

/** What a called flow comes to in a scene. `body` is what it answers; it says nothing where neither is named. */
export interface SceneChild {
  outcome: ChildEnd['outcome'];
  reason?: string;
  success?: boolean;
  body?: Json;
}

/** The end that the step is told. */
export function endInScene(
  { outcome, reason = '', success, body }: SceneChild,
  at: Pick<ChildEnd, 'index' | 'run' | 'flow'>,
): ChildEnd {
  const says = success !== undefined || body !== undefined;
  return {
    ...at,
    outcome,
    reason,
    answer: says ? { status: 200, success: success ?? true, body: body ?? null } : null,
  };
}
