// Imports that were begun and not brought to an end: their files lie on the server until somebody goes on or cancels.
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import type { DncImport } from '../../types.ts';

const PATH = '/api/dnc-imports';

/** One notice each; nothing where there are none. For admins. */
export function OpenImports(): ReactElement | null {
  const { rows } = useList<DncImport>(PATH);
  if (rows.length === 0) return null;
  return (
    <div className="lf-stack lf-stack--tight lf-open-imports">
      {rows.map((each) => (
        <OpenImport key={each.id} stand={each} />
      ))}
    </div>
  );
}

function OpenImport({ stand }: { stand: DncImport }): ReactElement {
  const { id, name, list, received, size, by, at } = stand;
  const { send, isPending } = useSend(() => api.delete(`${PATH}/${id}`), {
    done: `The import of ${name} was cancelled.`,
    refresh: [PATH],
  });
  const came = received === size ? 'was sent' : `was sent to ${Math.floor((100 * received) / size)} %`;
  return (
    <Notice
      tone="run"
      title={`${name} into ${list} ${came} and is not imported`}
      actions={
        <Button size="small" onPress={() => send()} isPending={isPending}>
          Cancel the import
        </Button>
      }
    >
      Begun by {by} <TimeText at={at} />. To go on, import the same file into the same list once more: it continues
      where it stopped.
    </Notice>
  );
}
