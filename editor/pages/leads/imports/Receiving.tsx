// An import whose file is not described yet: bytes are missing, or it came as a whole and could not be read.
import type { ReactElement } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { Notice, ProblemNotice } from '../../../kit/Notice.tsx';
import type { LeadImport } from '../../../types.ts';
import { useImportAct } from './use-lead-import.ts';

/** What is to be done about it. */
export function Receiving({ stand, canEdit }: { stand: LeadImport; canEdit: boolean }): ReactElement {
  const { id, received, size } = stand;
  const reading = useImportAct(id, 'describe');
  if (received < size) {
    return (
      <Notice tone="warn" title="Its file has not come as a whole">
        Choose the same file again under Import a file: it goes on where it stopped.
      </Notice>
    );
  }
  return (
    <>
      <ProblemNotice error={reading.error} />
      <Notice
        tone="warn"
        title="Its file is here and was not read"
        actions={
          canEdit && (
            <Button onPress={() => reading.send()} isPending={reading.isPending}>
              Read the file
            </Button>
          )
        }
      >
        It came as a whole. Read it now; where it cannot be read, you are told why.
      </Notice>
    </>
  );
}
