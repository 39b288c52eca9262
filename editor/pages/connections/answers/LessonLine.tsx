// One answer to learn from, with what a person says that it means.
import type { ReactElement } from 'react';
import type { AnswerOutcome } from '../../../../flows/language/answer-reading.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Segmented } from '../../../kit/Switch.tsx';
import type { Lesson } from './learning.ts';
import { OUTCOME_WORDS, OUTCOMES } from './outcome-words.ts';
import { shortBody } from './samples.ts';

const MARKS = [...OUTCOMES.map((id) => ({ id, label: OUTCOME_WORDS[id] })), { id: 'none', label: 'Leave out' }];

interface LessonLineProps {
  lesson: Lesson;
  number: number;
  onMeans: (means: AnswerOutcome | undefined) => void;
}

/** The line. */
export function LessonLine({ lesson, number, onMeans }: LessonLineProps): ReactElement {
  const { answer, means } = lesson;
  return (
    <li className="lf-sample">
      <span className="lf-sample__text">
        <Badge tone="skip" icon={null}>
          {answer.status}
        </Badge>{' '}
        <code>{shortBody(answer.body)}</code>
      </span>
      <Segmented
        label={`Answer ${number} means`}
        hideLabel
        size="small"
        options={MARKS}
        value={means ?? 'none'}
        onChange={(id) => onMeans(OUTCOMES.find((each) => each === id))}
      />
    </li>
  );
}
