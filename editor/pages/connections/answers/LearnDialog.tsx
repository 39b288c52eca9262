// Learns the rules of an endpoint from answers that a person marks: proposed with what they read right, taken on a word.
import { type ReactElement, useState } from 'react';
import type { AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { Dialog } from '../../../kit/Dialog.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { LearnPreview } from '../../../types.ts';
import { GatherAnswers } from './GatherAnswers.tsx';
import { LearntNotice } from './LearntNotice.tsx';
import { LessonLine } from './LessonLine.tsx';
import { type Lesson, learnt, lessonsOf, markedOf, withAnswers } from './learning.ts';
import type { LoggedAt } from './RecordedMenu.tsx';
import { type MarkedAnswer, mergedSamples } from './samples.ts';

interface LearnDialogProps {
  endpoint: EndpointDocument;
  /** Where answers were recorded; undefined for a template. */
  connection: LoggedAt | undefined;
  onLearned: (reading: AnswerReading, samples: MarkedAnswer[]) => void;
  onClose: () => void;
}

/** The dialog. Nothing of the endpoint changes before the rules are taken. */
export function LearnDialog({ endpoint, connection, onLearned, onClose }: LearnDialogProps): ReactElement {
  const { answer = {}, samples = [], receive } = endpoint;
  const [lessons, setLessons] = useState<readonly Lesson[]>(() => lessonsOf(samples));
  const [found, setFound] = useState<LearnPreview>();
  const marked = markedOf(lessons);
  const change = (next: readonly Lesson[]): void => {
    setLessons(next);
    setFound(undefined);
  };
  const { send, isPending, error } = useSend(
    () => api.post<LearnPreview>('/api/preview/learn', { samples: marked, as: answer.as, receive }),
    { onDone: setFound, onFailed: () => setFound(undefined) },
  );
  const take = (reading: AnswerReading): void => {
    onLearned(learnt(answer, reading), mergedSamples(samples, marked));
    onClose();
  };
  const proposed = found?.answer;
  return (
    <Dialog
      title="Learn from answers"
      shape="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind={proposed ? 'plain' : 'primary'}
            isPending={isPending}
            isDisabled={marked.length === 0}
            onPress={() => send()}
          >
            Propose rules
          </Button>
          {proposed && (
            <Button kind="primary" onPress={() => take(proposed)}>
              Take these rules
            </Button>
          )}
        </>
      }
    >
      <div className="lf-stack">
        <p className="lf-muted">
          Mark what some answers mean, a few of each kind. The rules that are proposed are tried on each answer without
          having seen it.
        </p>
        <Lessons at={connection} lessons={lessons} onChange={change} />
        <ProblemNotice error={error} />
        {found && <LearntNotice found={found} />}
      </div>
    </Dialog>
  );
}

interface LessonsProps {
  at: LoggedAt | undefined;
  lessons: readonly Lesson[];
  onChange: (lessons: readonly Lesson[]) => void;
}

function Lessons({ at, lessons, onChange }: LessonsProps): ReactElement {
  return (
    <>
      <GatherAnswers at={at} onAnswers={(answers) => onChange(withAnswers(lessons, answers))} />
      <ul className="lf-list lf-samples" aria-label="Answers to learn from">
        {lessons.map((lesson, index) => (
          <LessonLine
            key={lesson.id}
            lesson={lesson}
            number={index + 1}
            onMeans={(means) => onChange(lessons.map((each) => (each === lesson ? { ...each, means } : each)))}
          />
        ))}
      </ul>
      <p role="status" className="lf-muted">
        {countWords(lessons.length, markedOf(lessons).length)}
      </p>
    </>
  );
}

function countWords(all: number, marked: number): string {
  if (all === 0) return 'No answers yet.';
  return `${marked} of ${all} ${all === 1 ? 'answer' : 'answers'} marked; the others are left out.`;
}
