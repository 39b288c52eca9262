// What was learnt from answers: the rules in words and their proof, or why nothing could be learnt.
import type { ReactElement } from 'react';
import { Notice } from '../../../kit/Notice.tsx';
import type { LearnPreview } from '../../../types.ts';
import { rulesInWords } from './learning.ts';

/** The words. */
export function LearntNotice({ found }: { found: LearnPreview }): ReactElement {
  const { answer, says, right, unrecognised, wrong } = found;
  if (answer === null) {
    return (
      <div role="status">
        <Notice tone="warn" title="No rules could be learnt.">
          {says.join(' ')}
        </Notice>
      </div>
    );
  }
  const others = [
    unrecognised > 0 ? `${unrecognised} unrecognised` : '',
    wrong > 0 ? `${wrong} read wrong` : 'none read wrong',
  ].filter((each) => each !== '');
  return (
    <div role="status">
      <Notice tone="ok" title={`${right} of ${right + unrecognised + wrong} read right, ${others.join(', ')}.`}>
        <ul className="lf-learnt">
          {rulesInWords(answer).map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        {says.join(' ')}
      </Notice>
    </div>
  );
}
