// The list beside the canvas: every change, to be looked at one by one.
import type { ReactElement } from 'react';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { countOf, type FlowDiff } from '../../flows/language/diff.ts';
import { useDrawing, useFlow } from '../canvas/drawing-context.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { counted } from '../kit/time-words.ts';
import { DiffList } from '../merge/DiffList.tsx';
import type { Compared } from './use-compared.ts';

interface ChangeListProps {
  diff: FlowDiff;
  compared: Compared;
  catalogue: Catalogue;
  /** The version is held against nothing: all of it is new. */
  isFirst: boolean;
}

/** A change that is pressed is shown on the drawing, with its fields before and after. */
export function ChangeList({ diff, compared, catalogue, isFirst }: ChangeListProps): ReactElement {
  const { flow } = useDrawing();
  const [chosen] = useFlow((state) => state.selected);
  const { before, after } = compared;
  const count = countOf(diff);
  return (
    <aside className="hs-list" aria-label="Changes">
      <h2>{counted(count, isFirst ? 'thing' : 'change')}</h2>
      {count === 0 ? (
        <EmptyState title="Nothing differs" icon="check">
          {`${before.name} and ${after.name.toLowerCase()} say the same.`}
        </EmptyState>
      ) : (
        <DiffList
          diff={diff}
          before={before.bundle}
          after={after.bundle}
          catalogue={catalogue}
          chosen={chosen}
          onChoose={(id) => flow.getState().show(id, true)}
        />
      )}
    </aside>
  );
}
