// What an import that is over leaves beside its leads: the rows that it left out, with why, and the file that was sent.
import type { ReactElement } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { fetchFile } from '../../../kit/download.ts';
import type { LeadImport } from '../../../types.ts';
import { DeletePart } from './DeletePart.tsx';
import { IMPORTS } from './use-lead-import.ts';

/** The buttons; the rows and the file go only once nothing needs them any more. */
export function LeftRows({ stand: { id, state, hasLeft, hasFile } }: { stand: LeadImport }): ReactElement | null {
  const isOver = state === 'done' || state === 'cancelled';
  if (!hasLeft && !(isOver && hasFile)) return null;
  return (
    <div className="lf-row">
      {hasLeft && (
        <Button icon="download" onPress={() => fetchFile(`${IMPORTS}/${id}/left`)}>
          Rows not imported, as CSV
        </Button>
      )}
      {hasLeft && isOver && (
        <DeletePart
          id={id}
          part="left"
          action="Delete those rows"
          title="Delete the rows that were not imported?"
          warning="They are kept nowhere else, and the list of problems goes with them. The leads of this import stay."
          done="The rows that were not imported were deleted."
        />
      )}
      {isOver && hasFile && (
        <DeletePart
          id={id}
          part="file"
          action="Delete the file"
          title="Delete the file that was sent?"
          warning="It is then imported again only where somebody uploads it once more. The leads of this import stay."
          done="The file was deleted."
        />
      )}
    </div>
  );
}
