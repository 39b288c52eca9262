// The answers that rules are learnt from: gathered, marked, and what comes of the rules that were found. Pure.
import type { AnswerOutcome, AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { SampleAnswer } from '../../../../flows/language/receivers.ts';
import type { MarkedAnswer } from './samples.ts';

/** An answer to learn from; `means` is undefined until somebody says what it means. */
export interface Lesson {
  id: string;
  answer: SampleAnswer;
  means: AnswerOutcome | undefined;
}

/** The lessons with more answers; one that is there already is not added again. */
export function withAnswers(lessons: readonly Lesson[], answers: readonly SampleAnswer[]): Lesson[] {
  const all = new Map(lessons.map((each) => [each.id, each]));
  for (const answer of answers) {
    const id = `${answer.status} ${answer.body}`;
    if (!all.has(id)) all.set(id, { id, answer, means: undefined });
  }
  return [...all.values()];
}

/** The lessons that are marked. */
export function markedOf(lessons: readonly Lesson[]): MarkedAnswer[] {
  return lessons.flatMap(({ answer, means }) => (means === undefined ? [] : [{ ...answer, means }]));
}

/** Samples as lessons. */
export function lessonsOf(samples: readonly MarkedAnswer[]): Lesson[] {
  return samples.map(({ means, ...answer }) => ({ id: `${answer.status} ${answer.body}`, answer, means }));
}

/** The reading with what was learnt in the place of its tables, rules and preset; what is taken out of answers stays. */
export function learnt(before: AnswerReading, found: AnswerReading): AnswerReading {
  const { statuses: _, codes: __, rules: ___, preset: ____, leadconduit: _____, ...rest } = before;
  return { ...rest, ...found };
}

/** The rules of a reading, one sentence each. */
export function rulesInWords({ statuses = [], codes, rules = [] }: AnswerReading): string[] {
  return [
    ...statuses.map(({ status, outcome }) => `Status ${status}: ${outcome}`),
    ...(codes?.table ?? []).map(({ code, outcome }) => `${code} at ${codes?.path}: ${outcome}`),
    ...rules.map(({ path = 'the body', comparison = 'equals', value = '', outcome }) => {
      const test =
        comparison === 'exists' ? 'is there' : comparison === 'is-blank' ? 'is blank' : `${WORDS[comparison]} ${value}`;
      return `${path} ${test}: ${outcome}`;
    }),
  ];
}

const WORDS = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'one-of': 'is one of',
  matches: 'fits',
} as const;
