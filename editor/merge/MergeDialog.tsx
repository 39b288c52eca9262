// Brings two drawings of one flow together: what only one side changed comes by itself, where both met a person chooses.
import { type ReactElement, useMemo, useState } from 'react';
import { countOf, diffBundles } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { mergeBundles } from '../../flows/language/merge.ts';
import type { Choice, Conflict, MergeSides } from '../../flows/language/merge-questions.ts';
import { Button } from '../kit/Button.tsx';
import { FormDialog } from '../kit/FormDialog.tsx';
import { counted } from '../kit/time-words.ts';
import { ConflictRow, type SideWords } from './ConflictRow.tsx';
import { DiffList } from './DiffList.tsx';
import './merge.css';

interface MergeDialogProps {
  sides: Required<MergeSides>;
  /** What this is about, in one sentence. */
  about: string;
  words: SideWords;
  onMerged: (bundle: FlowBundle) => void;
  onClose: () => void;
}

/** The dialog. Nothing is changed until Merge is pressed, and then undo takes it back. */
export function MergeDialog({ sides, about, words, onMerged, onClose }: MergeDialogProps): ReactElement {
  const [given, setGiven] = useState<Record<string, Choice>>({});
  const { conflicts } = useMemo(() => mergeBundles(sides), [sides]);
  const choices = useMemo(() => ({ ...startOf(conflicts), ...given }), [conflicts, given]);
  const open = conflicts.filter(({ key }) => choices[key] === undefined).length;
  const all = (choice: Choice): void => setGiven(Object.fromEntries(conflicts.map(({ key }) => [key, choice])));
  return (
    <FormDialog
      title="Bring both drawings together"
      shape="wide"
      action="Merge"
      leave="Not now"
      isReady={open === 0}
      onSubmit={() => onMerged(mergeBundles(sides, choices).bundle)}
      onClose={onClose}
    >
      <p>{about}</p>
      <Sum sides={sides} words={words} met={conflicts.length} />
      {conflicts.length > 1 && (
        <div className="lf-row">
          <Button size="small" onPress={() => all('theirs')}>{`${words.theirs} for all`}</Button>
          <Button size="small" onPress={() => all('mine')}>{`${words.mine} for all`}</Button>
        </div>
      )}
      {conflicts.map((conflict) => (
        <ConflictRow
          key={conflict.key}
          conflict={conflict}
          sides={sides}
          words={words}
          choice={choices[conflict.key]}
          onChoose={(choice) => setGiven({ ...given, [conflict.key]: choice })}
        />
      ))}
      {open > 0 && <p className="mg-open" role="status">{`${counted(open, 'question')} left to answer.`}</p>}
    </FormDialog>
  );
}

/** Both, where both can be kept: nothing is lost by it. What cannot is left open. */
function startOf(conflicts: readonly Conflict[]): Record<string, Choice> {
  return Object.fromEntries(conflicts.flatMap(({ key, both }) => (both === null ? [] : [[key, 'both' as const]])));
}

interface SumProps {
  sides: Required<MergeSides>;
  words: SideWords;
  met: number;
}

/** What each side changed, to be unfolded. */
function Sum({ sides, words, met }: SumProps): ReactElement {
  const { base, catalogue } = sides;
  return (
    <div className="mg-sum">
      {(['theirs', 'mine'] as const).map((side) => {
        const diff = diffBundles(base, sides[side], catalogue);
        return (
          <details key={side}>
            <summary>{`${words[side]}: ${counted(countOf(diff), 'change')}`}</summary>
            <DiffList diff={diff} before={base} after={sides[side]} catalogue={catalogue} />
          </details>
        );
      })}
      <p className={met === 0 ? 'lf-muted' : undefined}>
        {met === 0
          ? 'They touch different things: all of them come together without a question.'
          : `${counted(met, 'thing')} changed by both: choose what holds.`}
      </p>
    </div>
  );
}
