// What the outcomes of an answer are called, and how they look.
import type { AnswerOutcome } from '../../../../flows/language/answer-reading.ts';

/** The outcomes that a person can mark an answer with. */
export const OUTCOMES: readonly AnswerOutcome[] = ['accepted', 'rejected', 'error'];

/** Outcome -> its word; also what an answer comes to that no rule, or no parser, reads. */
export const OUTCOME_WORDS: Readonly<Record<AnswerOutcome | 'unrecognised' | 'unreadable', string>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  error: 'Error',
  unrecognised: 'Not recognised',
  unreadable: 'Unreadable',
};

/** Outcome -> the tone of its badge; a rejection is never red. */
export const OUTCOME_TONES = {
  accepted: 'ok',
  rejected: 'warn',
  error: 'err',
  unrecognised: 'skip',
  unreadable: 'skip',
} as const;
