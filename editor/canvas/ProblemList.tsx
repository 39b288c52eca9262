// The list of problems behind its count: choosing one goes to the node and the field.
import { type ReactElement, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Problem } from '../../flows/language/catalogue.ts';
import { buttonClass } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { counted } from '../kit/time-words.ts';
import { useDrawing, useFlow } from './drawing-context.ts';

/** A button with the number of problems, and the list under it. */
export function ProblemList(): ReactElement {
  const problems = useFlow((state) => state.problems);
  const [isOpen, setOpen] = useState(false);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const tone = errors > 0 ? 'err' : problems.length > 0 ? 'warn' : 'ok';
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton className={`${buttonClass('quiet', 'small')} fl-problems fl-problems--${tone}`}>
        <Icon name={problems.length === 0 ? 'check' : 'warning'} size={14} />
        {problems.length === 0 ? 'No problems' : counted(problems.length, 'problem')}
      </AriaButton>
      <Popover className="lf-popover fl-problems__list" placement="bottom end" offset={4}>
        <Dialog aria-label="Problems">
          <Problems problems={problems} onChosen={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ProblemsProps {
  problems: readonly Problem[];
  onChosen: () => void;
}

/** The problems, errors first; each a button that goes to its field. */
export function Problems({ problems, onChosen }: ProblemsProps): ReactElement {
  const { flow } = useDrawing();
  const inOrder = problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  if (problems.length === 0) return <p className="fl-problems__none">Nothing stands in the way of publishing.</p>;
  const go = (problem: Problem): void => {
    onChosen();
    const node = problem.node ?? problem.edge?.split('.')[0];
    if (node === undefined || !(node in flow.getState().bundle.document.nodes)) flow.getState().lookAt(null);
    else if (problem.field === undefined) flow.getState().lookAt(node);
    else setTimeout(() => flow.getState().openField(node, problem.field ?? null), 60);
  };
  return (
    <ul className="lf-list fl-problems__items">
      {inOrder.map((problem) => (
        <li key={`${problem.code} ${problem.node} ${problem.field} ${problem.edge} ${problem.says}`}>
          <button type="button" className="fl-problem" onClick={() => go(problem)}>
            <span className={`fl-problem__mark fl-problem__mark--${problem.severity}`}>
              <Icon name={problem.severity === 'error' ? 'cross' : 'warning'} size={13} label={problem.severity} />
            </span>
            <span>
              {problem.says}
              <span className="fl-problem__remedy">{problem.remedy}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
