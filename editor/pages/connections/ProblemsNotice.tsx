// What is wrong with a connection or template as it is saved, with what to do: one notice, so that the page stays in sight.
import type { ReactElement } from 'react';
import type { Problem } from '../../../flows/language/catalogue.ts';
import { Notice } from '../../kit/Notice.tsx';
import { counted } from '../../kit/time-words.ts';

/** The notice; nothing where all is well. */
export function ProblemsNotice({ problems }: { problems: readonly Problem[] }): ReactElement | null {
  const [first] = problems;
  if (first === undefined) return null;
  const tone = problems.some(({ severity }) => severity === 'error') ? 'err' : 'warn';
  if (problems.length === 1)
    return (
      <Notice tone={tone} title={first.says}>
        {first.remedy}
      </Notice>
    );
  return (
    <Notice tone={tone} title={`${counted(problems.length, 'thing')} to put right.`}>
      <ul>
        {problems.map(({ says, remedy, field }) => (
          <li key={`${field} ${says}`}>
            {says} {remedy}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
