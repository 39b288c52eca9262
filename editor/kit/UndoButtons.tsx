// Undo and redo as two buttons that say what they take back.
import type { ReactElement } from 'react';
import { IconButton } from './Button.tsx';
import type { Undoable } from './use-undo.ts';

/** The buttons, for the head of a document's page. */
export function UndoButtons({ doc: { undo, redo } }: { doc: Pick<Undoable<unknown>, 'undo' | 'redo'> }): ReactElement {
  return (
    <span className="lf-row">
      <IconButton
        icon="undo"
        label={undo ? `Undo: ${undo.label}` : 'Nothing to undo'}
        command="undo"
        isDisabled={undo === undefined}
        onPress={() => undo?.run()}
      />
      <IconButton
        icon="redo"
        label={redo ? `Redo: ${redo.label}` : 'Nothing to redo'}
        command="redo"
        isDisabled={redo === undefined}
        onPress={() => redo?.run()}
      />
    </span>
  );
}
