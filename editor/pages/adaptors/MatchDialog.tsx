// Auto-match, looked through before it is taken: each row with the path found for it, how sure that is, and why.
import { type ReactElement, useState } from 'react';
import type { AdaptorField, JsonObject } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { counted } from '../../kit/time-words.ts';
import { isUnmapped, type Match } from './match-names.ts';
import { shownAt } from './source-branches.ts';
import '../../kit/table.css';
import './sources.css';

interface MatchDialogProps {
  matches: readonly Match[];
  fields: readonly AdaptorField[];
  view: JsonObject;
  onAccept: (matches: Match[]) => void;
  onClose: () => void;
}

/** The review. Nothing is changed before Accept, and no row that is mapped is in it. */
export function MatchDialog({ matches, fields, view, onAccept, onClose }: MatchDialogProps): ReactElement {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const taken = matches.filter(({ index }) => !left.has(index));
  const toggle = (index: number, isOn: boolean): void => {
    const next = new Set(left);
    if (isOn) next.delete(index);
    else next.add(index);
    setLeft(next);
  };
  const rest = fields.filter(isUnmapped).length - matches.length;
  return (
    <Dialog
      title="Auto-match"
      shape="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{matches.length === 0 ? 'Close' : 'Cancel'}</Button>
          {matches.length > 0 && (
            <Button kind="primary" isDisabled={taken.length === 0} onPress={() => onAccept(taken)} autoFocus>
              {taken.length === matches.length ? `Accept all ${taken.length}` : `Accept ${taken.length}`}
            </Button>
          )}
        </>
      }
    >
      {matches.length === 0 ? (
        <EmptyState icon="adaptor" title="No names fit">
          Every row is mapped already, or nothing in the sample is called alike.
        </EmptyState>
      ) : (
        <div className="lf-stack">
          <p className="lf-muted">
            Rows that are mapped stay as they are.{' '}
            {rest > 0 && `For ${counted(rest, 'other row')} nothing in the sample is called alike.`}
          </p>
          <MatchTable {...{ matches, fields, view, left, toggle }} />
        </div>
      )}
    </Dialog>
  );
}

interface MatchTableProps extends Pick<MatchDialogProps, 'matches' | 'fields' | 'view'> {
  left: ReadonlySet<number>;
  toggle: (index: number, isOn: boolean) => void;
}

function MatchTable({ matches, fields, view, left, toggle }: MatchTableProps): ReactElement {
  return (
    <div className="lf-table-frame">
      <table className="lf-table lf-matches" aria-label="Matches">
        <thead>
          <tr>
            <th>Target</th>
            <th>From</th>
            <th>Value now</th>
            <th>Why</th>
            <th className="lf-table__end">Sure</th>
          </tr>
        </thead>
        <tbody>
          {[...matches]
            .sort((a, b) => a.index - b.index)
            .map(({ index, path, confidence, because }) => (
              <tr key={index}>
                <td>
                  <Checkbox isSelected={!left.has(index)} onChange={(isOn) => toggle(index, isOn)}>
                    {fields[index]?.target ?? ''}
                  </Checkbox>
                </td>
                <td>
                  <code>{path}</code>
                </td>
                <td className="lf-matches__value lf-mono">{shownAt(view, path)}</td>
                <td>{because}</td>
                <td className="lf-table__end">{Math.round(confidence * 100)} %</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
