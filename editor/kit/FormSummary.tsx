// What is wrong in a form, over its fields: each fault leads to its field.
import type { ReactElement } from 'react';
import type { FormProblem } from './form-model.ts';
import { plainPath } from './form-model.ts';
import { Icon } from './Icon.tsx';

interface FormSummaryProps {
  problems: readonly FormProblem[];
  /** Words for the field at a path: "Rows, row 2, Value". */
  titleOf: (path: string) => string;
  onGo: (path: string) => void;
}

/** Shown for two faults or more: one alone is seen at its field. */
export function FormSummary({ problems, titleOf, onGo }: FormSummaryProps): ReactElement | null {
  const paths = [...new Set(problems.map((problem) => plainPath(problem.field)))];
  if (paths.length < 2) return null;
  return (
    <nav className="lf-form__summary" aria-label="Fields to put right">
      <Icon name="warning" size={14} />
      <span>{paths.length} fields to put right:</span>
      <ul>
        {paths.map((path) => (
          <li key={path}>
            <button type="button" className="lf-form__to" onClick={() => onGo(path)}>
              {titleOf(path)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
