// What a finished run says to whoever asks later, also where its caller was told something else by the clock.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Json } from '../../flows/language/document.ts';
import type { Answer } from '../../nodes/tools.ts';
import { answerFromOutcome } from './outcome.ts';

/** Where a run stands. `answer` is what a step of its flow answered, null while none has. */
export interface RunStatus {
  run: string;
  state: string;
  outcome: Outcome | null;
  reason: string | null;
  answer: Answer | null;
}

/** The same for the public: `success` and `answer` are the flow's own, or those of its outcome; null before. */
export function publicStatus({ run, state, outcome, reason, answer }: RunStatus): {
  run: string;
  state: string;
  outcome: Outcome | null;
  success: boolean | null;
  answer: Json;
} {
  const finished = state === 'finished' ? outcome : null;
  const own = answer ?? (finished && answerFromOutcome(run, { outcome: finished, reason: reason ?? undefined }));
  return { run, state, outcome: finished, success: own?.success ?? null, answer: own?.body ?? null };
}
