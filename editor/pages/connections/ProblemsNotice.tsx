// What is wrong with a connection or template as it is saved: each with what to do.
import type { ReactElement } from 'react';
import type { Problem } from '../../../flows/language/catalogue.ts';
import { Notice } from '../../kit/Notice.tsx';

/** The notices; nothing where all is well. */
export function ProblemsNotice({ problems }: { problems: readonly Problem[] }): ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <div className="lf-stack lf-stack--tight">
      {problems.map(({ severity, says, remedy, field }) => (
        <Notice key={`${field} ${says}`} tone={severity === 'error' ? 'err' : 'warn'} title={says}>
          {remedy}
        </Notice>
      ))}
    </div>
  );
}
